"""People whom a whole office needs beside those of the demonstration; all invented."""

from registry.roles import Role

# username -> (first name, last name, office, body code), as in commission.demonstration_people.
MORE: dict[str, tuple[str, str, Role, str]] = {
    "officer3": ("Мақсат", "Ералиев", Role.OFFICER, ""),
    "officer4": ("Сандуғаш", "Құрманова", Role.OFFICER, ""),
    "applicant3": ("Гаухар", "Досжанова", Role.APPLICANT, ""),
    "applicant4": ("Виктор", "Ли", Role.APPLICANT, ""),
    "applicant5": ("Ақмарал", "Бейсенова", Role.APPLICANT, ""),
    "applicant6": ("Игорь", "Савченко", Role.APPLICANT, ""),
    "emergencies": ("Дәурен", "Сатыбалды", Role.CONSULTED, "emergencies"),
    "defence": ("Қанат", "Шоқанов", Role.CONSULTED, "defence"),
    "foreign": ("Әйгерім", "Тұрсынова", Role.CONSULTED, "foreign_policy"),
    "intelligence": ("Ержан", "Мәмбетов", Role.CONSULTED, "foreign_intelligence"),
}
APPLICANTS = ("applicant", "applicant2", "applicant3", "applicant4", "applicant5", "applicant6")
# Officer -> share of the cases: loads differ.
OFFICERS = {"officer": 38, "officer2": 27, "officer3": 21, "officer4": 14}
# Body -> working days that it usually takes, and how often of a hundred it lets the term pass.
PUNCTUALITY = {
    "security": (9, 18),
    "planning": (7, 5),
    "transport": (6, 6),
    "energy": (8, 14),
    "communications": (5, 4),
    "infosec": (6, 8),
    "competition": (9, 20),
    "finance": (4, 3),
    "environment": (10, 30),
    "emergencies": (7, 10),
    "mineral": (8, 12),
    "defence": (9, 15),
    "foreign_policy": (6, 6),
    "foreign_intelligence": (9, 10),
}
