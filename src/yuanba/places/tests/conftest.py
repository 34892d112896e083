import pytest

from yuanba.places.tests.tree import Tree


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()
