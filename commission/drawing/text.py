"""Text that fits: widths of the pages' own typeface, and lines broken where the room ends."""

# Advance widths of Noto Sans Bold in thousandths of its size, rounded up to steps of 20, so that a line that is
# measured to fit does fit. The regular weight is narrower.
_WIDTHS = {
    220: "‘’",
    260: " \u00a0",
    280: "'¸",
    300: "!,.:;ijl¡·ìíîïїј",
    320: "-і",
    340: "()J[]ІЇЈ",
    380: "`²³´¹",
    400: "If{}ªºÌÍÎÏӀӏ",
    420: "/\\_",
    440: "t°",
    460: "r“”",
    480: '"?¿гѓӷ',
    500: "z§¯ѕғӻ–",
    520: "csçзтґҙҫӟ",
    540: "сэєҁӭ",
    560: "*EFLS|¦ÈÉÊËЅѯҒҭӖӺ",
    580: "$+0123456789<=>TZ^vxy~¢£¤¥¬±×÷ýÿЀЁЃГЕТухўҐҬүұӯӱӳӶӿ",
    600: "ae¨àáâãäåèéêëЗавеьѐёҘӑӓӗәӛӞӠӡ",
    620: "k«»øкяќѳѵѷ҂ҍҕҝ",
    640: "PYbdgopqÝÞðòóôõöþРбдлорчѧѫѮҌҎҏҟҮҰҳӧөӫӵ",
    660: "#CRVhnuµ¶ÇñùúûüЄЎБСУЬЭнпцђћџқҩҪҹһӄӌӬӮӰӲӽ",
    680: "BKXВХийъѝѢѣҀҜӈӣӥӾ",
    700: "AÀÁÂÃÄÅЌАКЯѻҞҡӐӒ",
    720: "ßЧѴѶҽҿӴ",
    740: "DGÐЛѦҔҠҷҸҺӆӋӼ",
    760: "&UÙÚÛÜЪҚңҥҲӃӊ",
    780: "HЂЋЏДНОПЦҨӇ",
    800: "OQÒÓÔÕÖØЍИЙѲҵӢӤӦӨӪ",
    820: "NÑфѥѪҋҶӘӚ",
    840: "©®¼мѺҤӅ",
    860: "w¾ыюѱҢӉӹ…",
    880: "½жѭӂӝ",
    900: "@љѡѰѿҧ",
    920: "%æФЫѩҊӕӸ",
    940: "њҗҴӎ",
    960: "MÆМшщѠѤѽѾҼҾӔ",
    980: "Wm",
    1000: "ЖӁӜ—",
    1020: "ЮѨ",
    1040: "ЉҖӍ№",
    1080: "ЊШЩѬ",
    1100: "Ѽ",
    1140: "Ҧ",
    1180: "ѹ",
    1320: "Ѹ",
}
_ADVANCE = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 1000
"""Anything else, such as a Chinese character, takes a whole square."""

_BREAK_AFTER = "-–—/"


def width(text: str, size: float) -> float:
    """How wide the text is at most, at this size of type."""
    return sum(_ADVANCE.get(letter, _OTHER) for letter in text) * size / 1000


def wrap(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines no wider than the room, broken at spaces, after dashes, else inside a word."""
    lines, line = [], ""
    for piece in _pieces(text):
        if width((line + piece).rstrip(), size) <= room:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece.lstrip()
        while width(line.rstrip(), size) > room and len(line) > 1:
            head = _head(line, size, room)
            lines.append(line[:head])
            line = line[head:]
    if line.strip():
        lines.append(line.rstrip())
    return tuple(lines)


def _pieces(text: str) -> list[str]:
    """Words with the space or dash after them."""
    pieces, piece = [], ""
    for letter in " ".join(text.split(" ")):
        piece += letter
        if letter == " " or letter in _BREAK_AFTER:
            pieces.append(piece)
            piece = ""
    return [*pieces, piece] if piece else pieces


def _head(word: str, size: float, room: float) -> int:
    """How many letters of a long word fit, at least one."""
    count = 1
    while count < len(word) and width(word[: count + 1], size) <= room:
        count += 1
    return count
