"""The people of the demonstration; all invented."""

from registry.roles import Role

# username -> (first name, last name, office, body code)
PEOPLE: dict[str, tuple[str, str, Role, str]] = {
    "applicant": ("Айгүл", "Сәрсенова", Role.APPLICANT, ""),
    "applicant2": ("Марат", "Жүнісов", Role.APPLICANT, ""),
    "officer": ("Дана", "Ермекова", Role.OFFICER, ""),
    "officer2": ("Олжас", "Тілеуов", Role.OFFICER, ""),
    "head": ("Сәуле", "Бекенова", Role.HEAD, ""),
    "energy": ("Нұрлан", "Қасымов", Role.CONSULTED, "energy"),
    "energy2": ("Ләззат", "Байжанова", Role.CONSULTED, "energy"),
    "communications": ("Гүлнар", "Оспанова", Role.CONSULTED, "communications"),
    "communications2": ("Ерболат", "Сыздықов", Role.CONSULTED, "communications"),
    "transport": ("Ерлан", "Дүйсенов", Role.CONSULTED, "transport"),
    "transport2": ("Шолпан", "Әбенова", Role.CONSULTED, "transport"),
    "security": ("Тимур", "Ахметов", Role.CONSULTED, "security"),
    "security2": ("Алмас", "Қожахметов", Role.CONSULTED, "security"),
    "planning": ("Жанар", "Мұратова", Role.CONSULTED, "planning"),
    "infosec": ("Арман", "Сейітов", Role.CONSULTED, "infosec"),
    "infosec2": ("Дәурен", "Жақыпов", Role.CONSULTED, "infosec"),
    "competition": ("Динара", "Әлиева", Role.CONSULTED, "competition"),
    "competition2": ("Алия", "Темірова", Role.CONSULTED, "competition"),
    "finance": ("Бауыржан", "Омаров", Role.CONSULTED, "finance"),
    "finance2": ("Гауһар", "Исаева", Role.CONSULTED, "finance"),
    "environment": ("Айжан", "Нұрпейісова", Role.CONSULTED, "environment"),
    "environment2": ("Мұрат", "Қалиев", Role.CONSULTED, "environment"),
    "mineral": ("Қайрат", "Ысқақов", Role.CONSULTED, "mineral"),
    "mineral2": ("Салтанат", "Рысбекова", Role.CONSULTED, "mineral"),
    "secretary": ("Мәдина", "Тоқтарова", Role.SECRETARY, ""),
    "chair": ("Серік", "Әбдіров", Role.CHAIR, ""),
    "deputy": ("Лаура", "Жақсыбекова", Role.DEPUTY, ""),
    "member1": ("Асқар", "Болатов", Role.MEMBER, ""),
    "member2": ("Индира", "Сүлейменова", Role.MEMBER, ""),
    "member3": ("Рустем", "Кәрімов", Role.MEMBER, ""),
    "member4": ("Зарина", "Төлегенова", Role.MEMBER, ""),
    "member5": ("Ғалым", "Есенов", Role.MEMBER, ""),
    "substitute1": ("Айдос", "Рақымжанов", Role.MEMBER, ""),
    "substitute2": ("Меруерт", "Сағындықова", Role.MEMBER, ""),
    "government": ("Әсел", "Рахымова", Role.GOVERNMENT, ""),
    "keeper": ("Фарида", "Мусина", Role.KEEPER, ""),
    "keeper2": ("Данияр", "Хасенов", Role.KEEPER, ""),
    "prosecutor": ("Еркін", "Садықов", Role.PROSECUTOR, ""),
    "auditor": ("Ботагөз", "Наурызова", Role.AUDITOR, ""),
    "admin": ("Төлеген", "Жомартов", Role.ADMINISTRATOR, ""),
}

# Of the Commission: username -> (code of the body represented, substitute).
COMPOSITION: dict[str, tuple[str, str]] = {
    "chair": ("planning", ""),
    "deputy": ("finance", ""),
    "member1": ("energy", "substitute1"),
    "member2": ("communications", "substitute2"),
    "member3": ("transport", ""),
    "member4": ("competition", ""),
    "member5": ("security", ""),
}
