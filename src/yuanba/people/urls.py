from django.urls import path

from yuanba.people.pages import households, me, second, signing, staff, units

app_name = "people"
urlpatterns = [
    path("signin/", signing.sign_in, name="sign_in"),
    path("signin/phone/", signing.sign_in_phone, name="sign_in_phone"),
    path("signin/code/", signing.sign_in_code, name="sign_in_code"),
    path("signin/second/", second.second, name="second"),
    path("signin/second/set-up/", second.enrol, name="enrol_second"),
    path("signin/as/", signing.sign_in_as, name="sign_in_as"),
    path("signout/", signing.sign_out, name="sign_out"),
    path("me/", me.me, name="me"),
    path("me/password/", me.password, name="password"),
    path("me/others/", me.sign_out_others, name="sign_out_others"),
    path("me/second/", second.mine, name="my_second"),
    path("me/second/begin/", second.begin, name="begin_second"),
    path("me/second/set-up/", second.set_up, name="set_up_second"),
    path("desk/people/", staff.people, name="staff"),
    path("desk/people/add/", staff.add, name="add"),
    path("desk/people/<int:person_id>/", staff.person, name="person"),
    path("desk/people/<int:person_id>/appoint/", staff.appoint, name="appoint"),
    path(
        "desk/people/<int:person_id>/password/",
        staff.give_password,
        name="give_password",
    ),
    path("desk/people/<int:person_id>/block/", staff.block, name="block"),
    path("desk/people/<int:person_id>/unblock/", staff.unblock, name="unblock"),
    path("desk/posts/<int:post_id>/end/", staff.end_post, name="end_post"),
    path("desk/units/", units.units, name="units"),
    path("desk/units/add/", units.add, name="add_unit"),
    path("desk/units/<int:unit_id>/", units.unit, name="unit"),
    path("desk/households/", households.households, name="households"),
    path("desk/households/add/", households.add, name="add_household"),
    path("desk/households/<int:household_id>/", households.household, name="household"),
    path("desk/households/<int:household_id>/enrol/", households.enrol, name="enrol"),
    path("desk/households/<int:household_id>/split/", households.split, name="split"),
    path("desk/households/<int:household_id>/merge/", households.merge, name="merge"),
    path(
        "desk/households/<int:household_id>/leave/<int:membership_id>/",
        households.leave,
        name="leave",
    ),
]
