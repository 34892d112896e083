"""The record that nobody can quietly change: one Merkle tree per community (docs/record.md).

`tree`, `leaf`, `note` and `receipt` know neither Django nor a database: the server, `yuanba verify` on
a stranger's laptop and the tests run the same lines.
"""
