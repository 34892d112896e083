"""What the record keeps beside base_record. The database refuses to change or delete a leaf, a node, a
head; of a leaf only its key may be forgotten."""

from django.db import models

from yuanba.base import ids
from yuanba.base.fields import Facts


class Tree(models.Model):
    """The tree of a community (its place's id), of a county, or of the house itself (0). Its row is the
    lock of whoever adds a leaf."""

    id = models.BigIntegerField(primary_key=True)
    origin = models.CharField(max_length=80, unique=True)  # its name in every leaf and head
    key = models.BinaryField()  # 32 bytes: under it subjects have their 128-bit names
    size = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)  # Unix seconds of the last leaf
    peaks = models.BinaryField(default=b"")  # whole subtrees, the largest first, 32 bytes each
    broken = models.CharField(max_length=300, blank=True, default="")  # why nothing is added
    # why the witness has not cosigned its newest head (log/asking.py), a code; and when he was asked
    unwitnessed = models.CharField(max_length=40, blank=True, default="")
    asked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.origin

    @property
    def place_id(self) -> int | None:
        return self.pk or None


class Leaf(models.Model):
    """One leaf; `record` is the record it vouches for."""

    record = models.BigIntegerField(primary_key=True)
    tree = models.ForeignKey(
        Tree, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    n = models.BigIntegerField()
    body = models.TextField()
    key = models.BinaryField(null=True)  # 32 bytes; null: forgotten
    opened = Facts(null=True)  # after forgetting: field → key (base64) of what is still open

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tree", "n"], name="leaf_once_an_index")]

    def __str__(self) -> str:
        return f"{self.tree_id} {self.n}"


class Node(models.Model):
    """The hash of 256 leaves, of 256 of those, and so on: a proof reads a few hundred rows at most."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    tree = models.ForeignKey(
        Tree, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    height = models.IntegerField()  # 8, 16, 24 …
    n = models.BigIntegerField()  # the how-manieth of this height, from 0
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tree", "height", "n"], name="node_once_a_seat")
        ]

    def __str__(self) -> str:
        return f"{self.tree_id} {self.height} {self.n}"


class Head(models.Model):
    """A signed head: how large the tree was at a moment, and its root."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    tree = models.ForeignKey(Tree, on_delete=models.PROTECT, db_index=False, related_name="heads")
    size = models.BigIntegerField()
    root = models.BinaryField()
    at = models.DateTimeField()
    note = models.TextField()  # as signed (docs/record.md)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tree", "size"], name="head_once_a_size")]

    def __str__(self) -> str:
        return f"{self.tree_id} {self.size}"


class Cosignature(models.Model):
    """Another house has seen this head, and no other in its place."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    head = models.ForeignKey(
        Head, on_delete=models.PROTECT, db_index=False, related_name="cosignatures"
    )
    name = models.CharField(max_length=80)
    line = models.CharField(max_length=300)  # as it stands under the head
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["head", "name"], name="cosigned_once_by_a_house")
        ]

    def __str__(self) -> str:
        return f"{self.head_id} {self.name}"


class Verification(models.Model):
    """核对: one adding up of everything, and what did not add up."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    at = models.DateTimeField()
    deep = models.BooleanField()
    seconds = models.FloatField()
    leaves = models.BigIntegerField()
    faults = models.IntegerField()
    found = Facts(default=list)  # [tree, in Chinese, in English] of the first hundred

    def __str__(self) -> str:
        return f"{self.at} {self.faults}"
