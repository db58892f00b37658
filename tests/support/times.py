"""Times as a person in Vietnam writes them, for tests. Patches no clock: services take `at`."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def vn(text: str) -> datetime:
    """`vn("2021-10-15T16:30")` is that minute on a clock in Hà Nội, as an aware time in UTC."""
    written = datetime.fromisoformat(text)
    if written.tzinfo is not None:
        raise ValueError(f"{text}: write the local time without an offset")
    return written.replace(tzinfo=VIETNAM).astimezone(UTC)


def as_vn(moment: datetime) -> str:
    """The inverse of `vn`: an aware time as local ISO text to the minute."""
    return moment.astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")
