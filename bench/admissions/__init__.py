"""Admission measured against controls in the same run: reading, a plain heap, other packages."""
