"""Vietnamese spellings of values in templates."""

from django import template

register = template.Library()
