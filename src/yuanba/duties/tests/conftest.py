import pytest

from yuanba.people.tests.village import Village


@pytest.fixture
def village(db: None) -> Village:
    """A county, a township, a village and a community, with those who work there."""
    return Village()
