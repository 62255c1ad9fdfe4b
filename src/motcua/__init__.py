"""Một Cửa: the open platform on which a Vietnamese agency serves its people."""
