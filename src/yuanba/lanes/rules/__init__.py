"""What follows the sorting, lane by lane (domain.md 3.3 step 5 and 9). Plain Python, a chapter a file."""
