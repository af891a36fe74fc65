"""What cells of reports say: figures, and what stands in their place."""
from characters import FULL_WIDTH, OTHER, PRINTED, TWINS
from form import COL_LABELS
from sentences import EXTRA, WORDS

UNITS = ("件", "条", "万元", "元", "份", "个", "宗", "项", "次", "%", "亿元", "(件)", "万")
SIGNS = ("-", "-", "-", "+", "增", "减", "△", "△", "↓", "↑")
INSTEAD = ("-", "-", "/", "无", "--", "*", "+", "---")
LIKE_SIGNS = set("一二三十丨丿丶口〇○零点")  # too like a dash, a digit or a point to be called other
LABELS = "".join(COL_LABELS) + "不适用同上见附注合计小计未统计"


def digits(rng, count):
    return "".join(rng.choice("0123456789") for _ in range(count))


def whole(rng):
    way = rng.random()
    if way < 0.3:
        return rng.choice("0123456789")
    if way < 0.56:
        return str(rng.randint(10, 99))
    if way < 0.86:
        return str(rng.randint(100, 9999))
    return str(rng.randint(10000, 99999999))


def grouped(rng):
    return f"{rng.randint(1, 999)}" + "".join(f",{rng.randint(0, 999):03d}" for _ in range(rng.choice((1, 1, 1, 2, 3))))


def figure_text(rng, digits_only=False):
    way = rng.random()
    if digits_only:
        return whole(rng) if way < 0.8 else f"{rng.randint(0, 9999)}.{digits(rng, rng.choice((1, 2)))}"
    if way < 0.62:
        return whole(rng)
    if way < 0.66:
        return rng.choice("0123456789") * rng.randint(2, 6)
    if way < 0.77:
        return f"{rng.randint(0, 10 ** rng.randint(1, 6))}.{digits(rng, rng.choice((1, 2, 2, 3, 4)))}"
    if way < 0.83:
        return grouped(rng) + (f".{digits(rng, 2)}" if rng.random() < 0.25 else "")
    if way < 0.87:
        return rng.choice(INSTEAD)
    if way < 0.92:
        text = rng.choice((whole, whole, grouped))(rng)
        return rng.choice(SIGNS) + text + (f".{digits(rng, 2)}" if rng.random() < 0.3 else "") + ("%" if rng.random() < 0.2 else "")
    if way < 0.93:
        return f"({whole(rng)})"
    if way < 0.96:
        return f"{rng.randint(0, 999)}.{digits(rng, rng.choice((1, 2)))}%" if rng.random() < 0.7 else f"{rng.randint(0, 100)}%"
    return str(rng.randint(0, 9999)) + rng.choice(UNITS)


def printed(rng, text):
    """The text as it is printed: twins of its signs, digits of full width."""
    shown = "".join(rng.choice(TWINS[c]) if c in TWINS and rng.random() < 0.5 else c for c in text)
    return shown.translate(FULL_WIDTH) if rng.random() < 0.06 else shown


def other_character(rng):
    while True:
        way = rng.random()
        c = rng.choice(EXTRA) if way < 0.4 else rng.choice(LABELS) if way < 0.75 else rng.choice("ABCDEFGHKLMNPQRTUVXYZabdefghkmnrty§#&@①②③④⑤【】年月日：；")
        if c not in LIKE_SIGNS and c not in PRINTED:
            return c


def other_text(rng):
    """A text with characters that the reader does not know, and its labels."""
    way = rng.random()
    if way < 0.35:
        shown = "".join(other_character(rng) for _ in range(rng.randint(1, 5)))
    elif way < 0.55:
        shown = (rng.choice(WORDS) + rng.choice(WORDS))[:rng.randint(1, 5)]
        shown = "".join(c for c in shown if c not in LIKE_SIGNS) or other_character(rng)
    else:
        number = whole(rng)
        place = rng.choice((0, len(number), rng.randint(0, len(number))))
        shown = number[:place] + "".join(other_character(rng) for _ in range(rng.randint(1, 2))) + number[place:]
    return shown, "".join(c if c in PRINTED else OTHER for c in shown)
