"""The signing program beside the browser (chương trình ký tại máy): a token in the official's own PC.

It needs no Django and no database: ``motcua token-agent`` runs where the token is plugged in.
"""
