"""Parts of addresses that only look like what they name reach the database."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class DossierCode(StringConverter):
    """Lets through what a code can look like."""

    regex = "[A-Za-z0-9.-]{1,40}"


register_converter(DossierCode, "dossier_code")
