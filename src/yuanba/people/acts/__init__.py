"""What can be done about people, by chapter: staff, households, residents, sign-in."""

from yuanba.people.acts.households import (
    enrol,
    found_household,
    join_household,
    leave_household,
    merge_households,
    split_household,
)
from yuanba.people.acts.residents import change_me, move_home, register_resident
from yuanba.people.acts.signing import (
    ask_code,
    confirm_phone,
    enter,
    open_with_code,
    send_code,
    sign_in,
)
from yuanba.people.acts.staff import (
    add_person,
    appoint,
    block,
    change_unit,
    end_post,
    found_unit,
    give_password,
    set_password,
    unblock,
)

__all__ = [
    "add_person",
    "appoint",
    "ask_code",
    "block",
    "change_me",
    "change_unit",
    "confirm_phone",
    "end_post",
    "enrol",
    "enter",
    "found_household",
    "found_unit",
    "give_password",
    "join_household",
    "leave_household",
    "merge_households",
    "move_home",
    "open_with_code",
    "register_resident",
    "send_code",
    "set_password",
    "sign_in",
    "split_household",
    "unblock",
]
