"""Codes of the population database, which other systems repeat.

Known from a sample: sex 1 is male, marital status 2 is married, relations look like CH01. The
others are guesses.
"""

SEX = {"male": "1", "female": "2"}
MARITAL = {"single": "1", "married": "2", "divorced": "3", "widowed": "4"}
RELATION = {
    "Chủ hộ": "CH01",
    "Vợ": "CH02",
    "Chồng": "CH03",
    "Con": "CH04",
    "Bố": "CH05",
    "Mẹ": "CH06",
}
OTHER_RELATION = "CH99"
