"""`python -m yuanba` is the command `yuanba`."""

import sys

from yuanba.cli import main

sys.exit(main())
