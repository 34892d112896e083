"""When there is enough to propose from."""

FEW_OF_A_CLASS = 5  # fewer matters of a class than this teach nothing about the next
