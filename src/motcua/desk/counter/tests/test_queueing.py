"""Taking a number, calling it, the screen, and appointments, as pages."""

from motcua.counter.models import Appointment, QueueNumber

QUEUE, KIOSK, SCREEN = (f"/desk/counter/{name}/" for name in ("numbers", "kiosk", "screen"))
BOOK = "/desk/counter/appointments/"


def takes(client):
    field = next(iter(client.get(KIOSK).context["fields"]))
    return client.post(KIOSK, {"field": field})


def test_a_number_is_taken_called_and_seen_on_the_screen(receiver):
    page = takes(receiver)
    assert page.context["queue_number"].number == 1
    assert "Đến lượt ông/bà ngay" in page.content.decode()
    assert takes(receiver).context["wait"] == 8
    receiver.post(QUEUE, {"do": "next", "place": "2"})
    shown = receiver.get(SCREEN)
    assert "đến quầy 2" in shown.content.decode()
    assert shown["Refresh"] == "5"
    receiver.post(QUEUE, {"do": "absent"})
    assert QueueNumber.objects.get(number=1).state == "absent"


def test_an_unknown_field_gives_no_number(receiver):
    assert receiver.post(KIOSK, {"field": "none"}).context["queue_number"] is None
    assert not QueueNumber.objects.exists()


def test_the_counter_has_a_number_and_an_empty_room_is_said(receiver):
    assert "place" in receiver.post(QUEUE, {"do": "next"}).context["faults"]
    page = receiver.post(QUEUE, {"do": "next", "place": "2"}, follow=True)
    assert "Không còn ai đang chờ" in page.content.decode()


def test_an_appointment_is_made_for_a_free_hour_and_cancelled(receiver):
    free = receiver.get(BOOK).context["free"]
    typed = {"slot": f"{free[0]:%H:%M}", "name": "Hà Văn Bảy", "phone": "0912000002"}
    assert "name" in receiver.post(BOOK, {**typed, "name": ""}).context["faults"]
    page = receiver.post(BOOK, typed, follow=True)
    assert "Hà Văn Bảy" in page.content.decode()
    assert "slot" in receiver.post(BOOK, typed).context["faults"]
    receiver.post(BOOK, {"cancel": str(Appointment.objects.get().id)})
    assert not Appointment.objects.exists()


def test_pages_of_the_queue_ask_the_database_little(receiver, django_assert_max_num_queries):
    for _ in range(5):
        takes(receiver)
    for address in (QUEUE, KIOSK, SCREEN, BOOK):
        with django_assert_max_num_queries(10):
            receiver.get(address)
