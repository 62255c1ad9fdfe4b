"""Appointments at the counter: who comes when, and a free hour for somebody who asks."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.counter import service as counter
from motcua.counter.service import Guest
from motcua.desk.at_post import Me
from motcua.desk.counter.arriving import PHONE, offered
from motcua.desk.counter.opened import agency_of, at_counter
from motcua.kernel import clock
from motcua.kernel.names import check_name, nfc
from motcua.kernel.parameters import parameters

DAYS_OFFERED = 10  # working days, today included when it is one
_TYPED = ("slot", "name", "phone", "procedure")


@require_http_methods(["GET", "HEAD", "POST"])
@at_counter
def appointments(request: HttpRequest, me: Me) -> HttpResponseBase:
    days = _days()
    day = _day(request.GET.get("day", ""), days)
    if request.method != "POST":
        return _show(request, me, days, day, {}, {})
    if request.POST.get("cancel", "").isdecimal():
        counter.cancel_appointment(agency_of(me), int(request.POST["cancel"]))
        messages.success(request, "Đã hủy lịch hẹn.")
        return redirect(_address(day))
    typed = {name: request.POST.get(name, "").strip() for name in _TYPED}
    faults = _make(me, day, typed)
    if faults:
        return _show(request, me, days, day, typed, faults)
    messages.success(
        request, f"Đã hẹn {nfc(typed['name'])} lúc {typed['slot']} ngày {day:%d/%m/%Y}."
    )
    return redirect(_address(day))


def _make(me: Me, day: date, typed: dict[str, str]) -> dict[str, str]:
    """Promise the hour; return what to correct instead."""
    faults: dict[str, str] = {}
    if fault := check_name(typed["name"]):
        faults["name"] = fault
    if typed["phone"] and not PHONE.fullmatch(typed["phone"]):
        faults["phone"] = "Số điện thoại gồm 10 chữ số, bắt đầu bằng 0"
    at = next((one for one in _free(me, day) if f"{one:%H:%M}" == typed["slot"]), None)
    if at is None:
        faults["slot"] = "Chọn một giờ còn trống"
    if faults or at is None:
        return faults
    procedure = typed["procedure"] if typed["procedure"] in {p.code for p in offered()} else ""
    guest = Guest(name=nfc(typed["name"]), phone=typed["phone"], procedure=procedure)
    try:
        counter.make_appointment(agency_of(me), at, guest, clock.now())
    except counter.SlotTaken:
        return {"slot": "Giờ này vừa có người đặt. Chọn giờ khác"}
    return {}


def _free(me: Me, day: date) -> list[datetime]:
    law = parameters()
    agency = agency_of(me)
    taken = {one.at for one in counter.appointments_on(agency, day)}
    hours = law.hours_of(agency, day)
    return counter.free_slots(day, law.calendar, hours, taken, clock.now())


def _days() -> list[date]:
    calendar = parameters().calendar
    days = [calendar.working_day_from(clock.today())]
    while len(days) < DAYS_OFFERED:
        days.append(calendar.next_working_day(days[-1]))
    return days


def _day(asked: str, days: list[date]) -> date:
    return next((day for day in days if day.isoformat() == asked), days[0])


def _address(day: date) -> str:
    return f"{reverse('desk:counter:appointments')}?day={day.isoformat()}"


def _show(
    request: HttpRequest,
    me: Me,
    days: list[date],
    day: date,
    typed: dict[str, str],
    faults: dict[str, str],
) -> HttpResponseBase:
    procedures = offered()
    names = {one.code: one.name.vi for one in procedures}
    context = {
        "me": me,
        "days": days,
        "day": day,
        "booked": [
            (one, names.get(one.procedure, ""))
            for one in counter.appointments_on(agency_of(me), day)
        ],
        "free": _free(me, day),
        "procedures": procedures,
        "typed": typed,
        "faults": faults,
    }
    return render(request, "desk/counter/appointments.html", context, status=422 if faults else 200)
