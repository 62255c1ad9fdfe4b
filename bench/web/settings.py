"""The node's own settings with one address more, the control's."""

from motcua.settings import *  # noqa: F403

ROOT_URLCONF = "bench.web.urls"
