"""The built-in office calendar, as the text of a calendar file. Data only: no code may enter.

Căn cứ: Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3 and Điều 112; NQ 28/2026/QH16; the yearly notices
named as sources. The office hours are the common pattern of provincial offices, to be confirmed by the operating
office, which replaces this calendar by its own file.
"""

OFFICE_CALENDAR_TOML = """\
known_through = 2026-12-31

[[hours]]
from = 2021-01-01
mon = ["07:00-11:30", "13:30-17:00"]
tue = ["07:00-11:30", "13:30-17:00"]
wed = ["07:00-11:30", "13:30-17:00"]
thu = ["07:00-11:30", "13:30-17:00"]
fri = ["07:00-11:30", "13:30-17:00"]

[[day]]
date = 2021-01-01
kind = "off"
name = "Tết Dương lịch"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2021-02-10
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2021-02-11
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2021-02-12
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2021-02-15
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2021-02-16
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2021-04-21
kind = "off"
name = "Giỗ Tổ Hùng Vương"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2021-04-30
kind = "off"
name = "Ngày Chiến thắng 30/4"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2021-05-03
kind = "off"
name = "Nghỉ bù Quốc tế Lao động 01/5"
source = "BLLĐ 45/2019, Điều 111 khoản 3"

[[day]]
date = 2021-09-02
kind = "off"
name = "Quốc khánh"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2021-09-03
kind = "off"
name = "Quốc khánh"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2022-01-03
kind = "off"
name = "Nghỉ bù Tết Dương lịch"
source = "BLLĐ 45/2019, Điều 111 khoản 3"

[[day]]
date = 2022-01-31
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2022-02-01
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2022-02-02
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2022-02-03
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2022-02-04
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2022-04-11
kind = "off"
name = "Nghỉ bù Giỗ Tổ Hùng Vương"
source = "BLLĐ 45/2019, Điều 111 khoản 3"

[[day]]
date = 2022-05-02
kind = "off"
name = "Nghỉ bù Ngày Chiến thắng 30/4"
source = "BLLĐ 45/2019, Điều 111 khoản 3"

[[day]]
date = 2022-05-03
kind = "off"
name = "Nghỉ bù Quốc tế Lao động 01/5"
source = "BLLĐ 45/2019, Điều 111 khoản 3"

[[day]]
date = 2022-09-01
kind = "off"
name = "Quốc khánh"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2022-09-02
kind = "off"
name = "Quốc khánh"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2023-01-02
kind = "off"
name = "Nghỉ bù Tết Dương lịch"
source = "BLLĐ 45/2019, Điều 111 khoản 3"

[[day]]
date = 2023-01-20
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2023-01-23
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2023-01-24
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2023-01-25
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2023-01-26
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2023-05-01
kind = "off"
name = "Quốc tế Lao động 01/5"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2023-05-02
kind = "off"
name = "Nghỉ bù Giỗ Tổ Hùng Vương và Ngày Chiến thắng 30/4"
source = "BLLĐ 45/2019, Điều 111 khoản 3"

[[day]]
date = 2023-05-03
kind = "off"
name = "Nghỉ bù Giỗ Tổ Hùng Vương và Ngày Chiến thắng 30/4"
source = "BLLĐ 45/2019, Điều 111 khoản 3"

[[day]]
date = 2023-09-01
kind = "off"
name = "Quốc khánh"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2023-09-04
kind = "off"
name = "Nghỉ bù Quốc khánh"
source = "BLLĐ 45/2019, Điều 111 khoản 3"

[[day]]
date = 2024-01-01
kind = "off"
name = "Tết Dương lịch"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2024-02-08
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2024-02-09
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2024-02-12
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2024-02-13
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2024-02-14
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2024-04-18
kind = "off"
name = "Giỗ Tổ Hùng Vương"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2024-04-29
kind = "off"
name = "Nghỉ hoán đổi với 04/5/2024"
source = "Thông báo hoán đổi của năm; số văn bản chờ xác nhận"

[[day]]
date = 2024-04-30
kind = "off"
name = "Ngày Chiến thắng 30/4"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2024-05-01
kind = "off"
name = "Quốc tế Lao động 01/5"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2024-05-04
kind = "work"
as = "mon"
name = "Làm bù cho 29/4/2024"
source = "Thông báo hoán đổi của năm; số văn bản chờ xác nhận"

[[day]]
date = 2024-09-02
kind = "off"
name = "Quốc khánh"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2024-09-03
kind = "off"
name = "Quốc khánh"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2025-01-01
kind = "off"
name = "Tết Dương lịch"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2025-01-27
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2025-01-28
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2025-01-29
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2025-01-30
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2025-01-31
kind = "off"
name = "Tết Nguyên đán"
source = "BLLĐ 45/2019, Điều 112; nghỉ bù theo Điều 111 khoản 3"

[[day]]
date = 2025-04-07
kind = "off"
name = "Giỗ Tổ Hùng Vương"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2025-04-26
kind = "work"
as = "fri"
name = "Làm bù cho 02/5/2025"
source = "Thông báo hoán đổi của năm; số văn bản chờ xác nhận"

[[day]]
date = 2025-04-30
kind = "off"
name = "Ngày Chiến thắng 30/4"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2025-05-01
kind = "off"
name = "Quốc tế Lao động 01/5"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2025-05-02
kind = "off"
name = "Nghỉ hoán đổi với 26/4/2025"
source = "Thông báo hoán đổi của năm; số văn bản chờ xác nhận"

[[day]]
date = 2025-09-01
kind = "off"
name = "Quốc khánh"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2025-09-02
kind = "off"
name = "Quốc khánh"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2026-01-01
kind = "off"
name = "Tết Dương lịch"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2026-01-02
kind = "off"
name = "Nghỉ hoán đổi với 10/01/2026"
source = "VB 12729/VPCP-KGVX ngày 25/12/2025"

[[day]]
date = 2026-01-10
kind = "work"
as = "fri"
name = "Làm bù cho 02/01/2026"
source = "VB 12729/VPCP-KGVX ngày 25/12/2025"

[[day]]
date = 2026-02-16
kind = "off"
name = "Tết Nguyên đán"
source = "TB 9441/TB-BNV"

[[day]]
date = 2026-02-17
kind = "off"
name = "Tết Nguyên đán"
source = "TB 9441/TB-BNV"

[[day]]
date = 2026-02-18
kind = "off"
name = "Tết Nguyên đán"
source = "TB 9441/TB-BNV"

[[day]]
date = 2026-02-19
kind = "off"
name = "Tết Nguyên đán"
source = "TB 9441/TB-BNV"

[[day]]
date = 2026-02-20
kind = "off"
name = "Tết Nguyên đán"
source = "TB 9441/TB-BNV"

[[day]]
date = 2026-04-27
kind = "off"
name = "Nghỉ bù Giỗ Tổ Hùng Vương"
source = "BLLĐ 45/2019, Điều 111 khoản 3"

[[day]]
date = 2026-04-30
kind = "off"
name = "Ngày Chiến thắng 30/4"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2026-05-01
kind = "off"
name = "Quốc tế Lao động 01/5"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2026-08-22
kind = "work"
as = "mon"
name = "Làm bù cho 31/8/2026"
source = "TB 9441/TB-BNV"

[[day]]
date = 2026-08-31
kind = "off"
name = "Nghỉ hoán đổi với 22/8/2026"
source = "TB 9441/TB-BNV"

[[day]]
date = 2026-09-01
kind = "off"
name = "Quốc khánh"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2026-09-02
kind = "off"
name = "Quốc khánh"
source = "BLLĐ 45/2019, Điều 112"

[[day]]
date = 2026-11-24
kind = "off"
name = "Ngày Văn hóa Việt Nam"
source = "NQ 28/2026/QH16"
"""
