from stack import stack

__all__ = ["stack"]
