"""What developers run: the test runner, the checks, the words. Not part of the installed program."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
