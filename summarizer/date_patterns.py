"""The printed forms of dates: one regular expression for each, tried in the order of the table."""

from __future__ import annotations

import calendar
import re

from summarizer.patterns import Pattern, Patterns

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = [name.lower() for name in calendar.month_name]
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()

_W = r"(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day"
_FULL = "|".join(name for name in MONTHS if name and name not in ("may", "march"))
_SHORT = r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_M = rf"(?P<month>{_FULL}|march|may|(?:{_SHORT})\b)\.?"
_PART = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|dawn|noon|midnight))?"
_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_Y = r"(?P<year>(?:19|20)\d{2}|\d{2}(?=\s*(?:--|$)))"
_REL = r"(?P<rel>last|this|next)\s+year"
_OF_YEAR = rf"(?:,?\s+(?P<year>(?:19|20)\d{{2}})|,?\s+(?:of\s+|in\s+)?{_REL})?"
_UNIT = r"(?P<unit>day|night|week|month|year|decade)s?"
_NUM = (
    r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few)"
)

# Name -> pattern, tried in this order; the first that fits at a place wins, longest first there.
_FORMS: dict[str, str] = {
    "iso": r"(?P<iso>\d{4}-\d{2}-\d{2})",
    "slashed": r"(?P<sm>\d{1,2})/(?P<sd>\d{1,2})/(?P<sy>\d{4})",
    "since_unit": r"since\s+the\s+(?:beginning|start)\s+of\s+(?:the|this)\s+"
    r"(?P<unit>week|month|year)",
    "since": r"since\s+(?:(?P<third>early|mid|late)[-\s]+)?(?:last\s+)?"
    r"(?:the\s+(?:first\s+days|beginning|start)\s+of\s+)?"
    rf"(?:{_D}\s+)?(?:(?P<month>{_FULL}|march|may)(?:\s+(?P<day2>\d{{1,2}})(?!\d))?"
    rf"{_OF_YEAR}|(?P<only>(?:19|20)\d{{2}})"
    r"|(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day)",
    "anniversary": rf"(?:the\s+)?(?P<nth>{'|'.join(ORDINALS)})\s+anniversary",
    "days_of_month": r"(?:(?:between|from)\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    r"(?:\s*[-–]\s*|\s+(?:and|to)\s+)(?P<day2>\d{1,2})(?:st|nd|rd|th)?"
    rf"\s+(?P<month>{_FULL}|march|may){_OF_YEAR}",
    "month_days": rf"(?:between\s+)?(?P<month>{_FULL}|march|may)\s+(?P<day>\d{{1,2}})"
    r"(?:\s*[-–]\s*|\s+(?:and|to)\s+)(?P<day2>\d{1,2})(?!\d|:)(?:,\s+(?P<year>(?:19|20)\d{2}))?",
    "week_of_month": r"the\s+(?P<nth>first|second|third|fourth|last)\s+week\s+of\s+"
    rf"(?P<month>{_FULL}|march|may){_OF_YEAR}",
    "end_of_month": r"(?:the\s+)?(?P<part>beginning|start|middle|end)\s+of\s+"
    rf"(?P<month>{_FULL}|march|may){_OF_YEAR}",
    "end_of_this_month": r"(?:the\s+)?(?P<part>beginning|start|middle|end)\s+of\s+"
    r"(?P<which>the|this|last|next)\s+month",
    "end_of_year": r"(?:the\s+)?(?P<part>beginning|start|middle|end)\s+of\s+"
    rf"(?:(?P<year>(?:19|20)\d{{2}})|the\s+year|{_REL})",
    "first_days": r"the\s+(?P<third>first)\s+days\s+of\s+"
    rf"(?P<month>{_FULL}|march|may){_OF_YEAR}",
    "holiday": r"(?P<feast>christmas|new\s+year['’]s)(?:\s+(?P<eve>day|eve))?",
    "recent": r"(?:in|over|during)\s+(?:the\s+)?recent\s+(?P<unit>day|week|month|year)s",
    "day_month_year": r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?[^\S\n]+)?"
    rf"{_D}\s+(?:of\s+)?{_M}(?:,?\s+{_Y}|\s+(?:of\s+)?{_REL})?",
    "month_day_year": rf"(?P<month>{_FULL}|march|may|(?:{_SHORT})\.?)\s+{_D}(?!\d|:)"
    rf"{_OF_YEAR}",
    "third_of_month": rf"(?P<third>early|mid|late)[-\s]+(?P<month>{_FULL}|march|may)"
    rf"{_OF_YEAR}",
    "third_of_year": r"(?P<third>early|mid|late)[-\s]+(?:in\s+)?"
    rf"(?:(?P<year>(?:19|20)\d{{2}})|{_REL})",
    "month_year": rf"(?:in\s+)?(?P<month>{_FULL}|march|may)(?:\s+of)?"
    r",?\s+(?P<year>(?:19|20)\d{2})",
    "month_of": rf"(?:in\s+)?(?P<month>{_FULL}|march|may),?\s+(?:of\s+)?{_REL}",
    "in_month": r"(?:(?P<which>last|this|next|in)\s+|(?<=by\s)|(?<=before\s)|(?<=until\s)"
    rf"|(?<=till\s)|(?<=after\s))(?P<month>{_FULL}|march|may)\b",
    "weekday": rf"(?:(?P<which>last|this|next|early|late)\s+)?{_W}{_PART}",
    "hours": r"(?:in|over|during|within)?\s*the\s+(?:past|last|previous)\s+"
    r"(?P<hours>\d+|twenty[- ]four|forty[- ]eight)\s+hours",
    "past_period": r"(?:in|over|during|within)?\s*the\s+(?P<than>past|last|previous|preceding)\s+"
    rf"(?:{_NUM}\s+)?{_UNIT}",
    "ago": rf"(?:about\s+)?{_NUM}\s+{_UNIT}\s+ago",
    "for_period": r"for\s+(?:(?P<than>more than|over|nearly|almost|about|at least)\s+)?"
    rf"(?:{_NUM}\s+)?(?:the\s+past\s+)?{_UNIT}",
    "part_of_period": r"(?P<third>earlier|later)\s+(?P<which>this|last)"
    r"\s+(?P<unit>week|month|year)",
    "season": r"(?P<which>last|this|next|in)\s+(?:the\s+)?"
    r"(?P<season>spring|summer|autumn|fall|winter)"
    rf"(?:\s+of\s+(?P<year>(?:19|20)\d{{2}})|\s+(?:of\s+)?{_REL})?",
    "relative": r"(?P<which>last|this|next|the past)\s+(?P<unit>week|month|year)",
    "season_year": r"(?P<season>spring|summer|autumn|winter)\s+(?P<year>(?:19|20)\d{2})",
    "weekend": r"(?:over|at|during)\s+(?:the|last|this)\s+(?:past\s+)?weekend",
    "overnight": r"overnight|during the night|in the night|last night",
    "today": r"today|tonight|this\s+(?:morning|afternoon|evening)|earlier in the day",
    "yesterday": r"(?:the day before )?yesterday" + _PART,
    "tomorrow": r"tomorrow" + _PART,
    "year": r"(?:in|of|from|during|back in)\s+(?P<year>(?:19|20)\d{2})",
}
PATTERNS = {
    name: Pattern(rf"(?<![\w-]){pattern}(?![\w])", re.IGNORECASE)
    for name, pattern in _FORMS.items()
}
TOGETHER = Patterns(PATTERNS.values())
