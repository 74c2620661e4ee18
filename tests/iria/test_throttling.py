import pytest

from iria import throttling


def test_the_one_after_the_last_is_refused_for_each_apart():
    tries = [throttling.allowed("reset", "a", 3, 60) for _ in range(5)]

    assert tries == [True, True, True, False, False]
    assert throttling.allowed("reset", "b", 3, 60)
    assert throttling.allowed("comment", "a", 3, 60)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", ""),
    ],
)
def test_a_household_is_one_network(address, network):
    assert throttling.network(address) == network
