from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import get_language

from motcua.pages.languages import ChosenLanguage


def served(**more):
    cookies = more.pop("cookies", {})
    request = RequestFactory().get("/", **more)
    request.COOKIES.update(cookies)
    return ChosenLanguage(lambda _: HttpResponse(get_language()))(request)


def test_a_browser_that_asks_for_english_is_served_in_vietnamese():
    assert served(HTTP_ACCEPT_LANGUAGE="en-US,en").content == b"vi"


def test_the_switch_decides_and_nonsense_in_it_does_not():
    assert served(cookies={settings.LANGUAGE_COOKIE_NAME: "en"}).content == b"en"
    assert served(cookies={settings.LANGUAGE_COOKIE_NAME: "xx"}).content == b"vi"
