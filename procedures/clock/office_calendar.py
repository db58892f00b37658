"""The built-in office calendar, as the text of a calendar file. Nothing but its data and their layout may enter.

Căn cứ: Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3 and Điều 112; NQ 28/2026/QH16; the yearly notices
named as sources. The office hours are the common pattern of provincial offices, to be confirmed by the operating
office, which replaces this calendar by its own file.
"""

_HOLIDAYS = "BLLĐ 45/2019, Điều 112"
_COMPENSATED = "BLLĐ 45/2019, Điều 111 khoản 3"
_HOLIDAYS_AND_COMPENSATED = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"
_SWAP_TO_BE_CONFIRMED = "Thông báo hoán đổi của năm; số văn bản chờ xác nhận"
_SWAP_NEW_YEAR_2026 = "VB 12729/VPCP-KGVX ngày 25/12/2025"
_NOTICE_2026 = "TB 9441/TB-BNV"
_CULTURE_DAY = "NQ 28/2026/QH16"

_HOURS = """\
known_through = 2026-12-31

[[hours]]
from = 2021-01-01
mon = ["07:00-11:30", "13:30-17:00"]
tue = ["07:00-11:30", "13:30-17:00"]
wed = ["07:00-11:30", "13:30-17:00"]
thu = ["07:00-11:30", "13:30-17:00"]
fri = ["07:00-11:30", "13:30-17:00"]
"""

# Dates, what they are, where it is said, and for a make-up day the weekday whose hours it has.
_DAYS = (
    # 2021
    ("2021-01-01", "Tết Dương lịch", _HOLIDAYS, ""),
    ("2021-02-10 2021-02-11 2021-02-12 2021-02-15 2021-02-16", "Tết Nguyên đán", _HOLIDAYS_AND_COMPENSATED, ""),
    ("2021-04-21", "Giỗ Tổ Hùng Vương", _HOLIDAYS, ""),
    ("2021-04-30", "Ngày Chiến thắng 30/4", _HOLIDAYS, ""),
    ("2021-05-03", "Nghỉ bù Quốc tế Lao động 01/5", _COMPENSATED, ""),
    ("2021-09-02 2021-09-03", "Quốc khánh", _HOLIDAYS, ""),
    # 2022
    ("2022-01-03", "Nghỉ bù Tết Dương lịch", _COMPENSATED, ""),
    ("2022-01-31 2022-02-01 2022-02-02 2022-02-03 2022-02-04", "Tết Nguyên đán", _HOLIDAYS_AND_COMPENSATED, ""),
    ("2022-04-11", "Nghỉ bù Giỗ Tổ Hùng Vương", _COMPENSATED, ""),
    ("2022-05-02", "Nghỉ bù Ngày Chiến thắng 30/4", _COMPENSATED, ""),
    ("2022-05-03", "Nghỉ bù Quốc tế Lao động 01/5", _COMPENSATED, ""),
    ("2022-09-01 2022-09-02", "Quốc khánh", _HOLIDAYS, ""),
    # 2023
    ("2023-01-02", "Nghỉ bù Tết Dương lịch", _COMPENSATED, ""),
    ("2023-01-20 2023-01-23 2023-01-24 2023-01-25 2023-01-26", "Tết Nguyên đán", _HOLIDAYS_AND_COMPENSATED, ""),
    ("2023-05-01", "Quốc tế Lao động 01/5", _HOLIDAYS, ""),
    ("2023-05-02 2023-05-03", "Nghỉ bù Giỗ Tổ Hùng Vương và Ngày Chiến thắng 30/4", _COMPENSATED, ""),
    ("2023-09-01", "Quốc khánh", _HOLIDAYS, ""),
    ("2023-09-04", "Nghỉ bù Quốc khánh", _COMPENSATED, ""),
    # 2024
    ("2024-01-01", "Tết Dương lịch", _HOLIDAYS, ""),
    ("2024-02-08 2024-02-09 2024-02-12 2024-02-13 2024-02-14", "Tết Nguyên đán", _HOLIDAYS_AND_COMPENSATED, ""),
    ("2024-04-18", "Giỗ Tổ Hùng Vương", _HOLIDAYS, ""),
    ("2024-04-29", "Nghỉ hoán đổi với 04/5/2024", _SWAP_TO_BE_CONFIRMED, ""),
    ("2024-04-30", "Ngày Chiến thắng 30/4", _HOLIDAYS, ""),
    ("2024-05-01", "Quốc tế Lao động 01/5", _HOLIDAYS, ""),
    ("2024-05-04", "Làm bù cho 29/4/2024", _SWAP_TO_BE_CONFIRMED, "mon"),
    ("2024-09-02 2024-09-03", "Quốc khánh", _HOLIDAYS, ""),
    # 2025
    ("2025-01-01", "Tết Dương lịch", _HOLIDAYS, ""),
    ("2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31", "Tết Nguyên đán", _HOLIDAYS_AND_COMPENSATED, ""),
    ("2025-04-07", "Giỗ Tổ Hùng Vương", _HOLIDAYS, ""),
    ("2025-04-26", "Làm bù cho 02/5/2025", _SWAP_TO_BE_CONFIRMED, "fri"),
    ("2025-04-30", "Ngày Chiến thắng 30/4", _HOLIDAYS, ""),
    ("2025-05-01", "Quốc tế Lao động 01/5", _HOLIDAYS, ""),
    ("2025-05-02", "Nghỉ hoán đổi với 26/4/2025", _SWAP_TO_BE_CONFIRMED, ""),
    ("2025-09-01 2025-09-02", "Quốc khánh", _HOLIDAYS, ""),
    # 2026
    ("2026-01-01", "Tết Dương lịch", _HOLIDAYS, ""),
    ("2026-01-02", "Nghỉ hoán đổi với 10/01/2026", _SWAP_NEW_YEAR_2026, ""),
    ("2026-01-10", "Làm bù cho 02/01/2026", _SWAP_NEW_YEAR_2026, "fri"),
    ("2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20", "Tết Nguyên đán", _NOTICE_2026, ""),
    ("2026-04-27", "Nghỉ bù Giỗ Tổ Hùng Vương", _COMPENSATED, ""),
    ("2026-04-30", "Ngày Chiến thắng 30/4", _HOLIDAYS, ""),
    ("2026-05-01", "Quốc tế Lao động 01/5", _HOLIDAYS, ""),
    ("2026-08-22", "Làm bù cho 31/8/2026", _NOTICE_2026, "mon"),
    ("2026-08-31", "Nghỉ hoán đổi với 22/8/2026", _NOTICE_2026, ""),
    ("2026-09-01 2026-09-02", "Quốc khánh", _HOLIDAYS, ""),
    ("2026-11-24", "Ngày Văn hóa Việt Nam", _CULTURE_DAY, ""),
)


def _entry(date: str, name: str, source: str, weekday: str) -> str:
    kind = f'kind = "work"\nas = "{weekday}"' if weekday else 'kind = "off"'
    return f'\n[[day]]\ndate = {date}\n{kind}\nname = "{name}"\nsource = "{source}"\n'


OFFICE_CALENDAR_TOML = _HOURS + "".join(_entry(date, *said) for dates, *said in _DAYS for date in dates.split())
