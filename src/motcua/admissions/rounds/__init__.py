"""The exchange between the ministry and the universities, round by round (lọc ảo).

The ministry knows the order of everyone's preferences, a university only those who apply to
it now. Each round the ministry forwards whoever was refused to their next preference; each
university keeps its best and refuses the rest. Cut-offs never fall, nobody once refused is
taken back, and when nobody moves the result is that of the national run.
"""
