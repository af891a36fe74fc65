"""Pictures of one line of labels each, with what the label reader shall say of them."""
import dataclasses

from figures import WIDEST, blank, cut_out
from label_characters import ALIKE, CHARACTERS, INDEX, LABELS, OTHER, TWINS
from lines import HEIGHT, Line
from sentences import EXTRA

KNOWN = CHARACTERS.replace(OTHER, "")
WORDS = [c for c in KNOWN if c not in "0123456789" and c not in TWINS]
STRANGE = [c for c in dict.fromkeys(EXTRA) if c not in INDEX]
STRANGE_ALIKE = [c for c in ALIKE if c not in INDEX]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def draw(rng, shelf, kind=None):
    kind = kind or rng.choices(tuple(KINDS), weights=[weight for weight, _ in KINDS.values()])[0]
    while True:
        try:
            picture = KINDS[kind][1](rng, shelf)
        except (ValueError, IndexError):
            continue
        if picture is not None and picture.image.shape[1] <= WIDEST:
            return dataclasses.replace(picture, kind=kind)


def part_of_label(rng):
    label = rng.choice(LABELS)
    length = rng.randint(1, min(11, len(label)))
    start = rng.choice((0, max(0, len(label) - length), rng.randint(0, len(label) - length)))
    return "".join(c for c in label[start:start + length] if c in INDEX) or rng.choice(WORDS)


def any_text(rng):
    """Characters in no order that a language has: the reader shall see them, not guess them."""
    way, among = rng.random(), rng.random()
    text = "".join(rng.choice(WORDS if rng.random() < 0.93 else KNOWN) for _ in range(rng.randint(1, 8)))
    if among < 0.06:
        place = rng.randrange(len(text))
        text = text[:place] + "/" + text[place:]
    if way < 0.08:
        return f"（{rng.choice('一二三四五六七八九十')}）" + text
    if way < 0.14:
        return f"{rng.randint(1, 9)}." + text
    if way < 0.2:
        return rng.choice("一二三四五六七") + "、" + text
    return text


def shown_of(rng, text):
    shown = "".join(rng.choice(TWINS[c]) if c in TWINS and rng.random() < 0.5 else c for c in text)
    return shown.translate(FULL_WIDTH) if rng.random() < 0.1 else shown


def set_label(rng, shelf, characters):
    squeeze = 1.0 if rng.random() < 0.75 else rng.uniform(0.6, 1.1)
    way = rng.random()
    track = 0.0 if way < 0.78 else rng.uniform(0.02, 0.15) if way < 0.88 else rng.uniform(0.15, 0.7) if way < 0.93 else rng.uniform(-0.06, 0)
    for _ in range(50):
        line = Line(shelf.pick(rng), squeeze, track)
        for shown, label in characters:
            line.set(shown, label)
        if len(line.spans) == len(characters):
            return line
    raise ValueError("no font has these characters")


def known(rng, shelf):
    text = part_of_label(rng) if rng.random() < 0.42 else any_text(rng)
    return cut_out(rng, set_label(rng, shelf, list(zip(shown_of(rng, text), text))))


def strange(rng, shelf):
    """Some of its characters are none that the reader knows."""
    text = list(part_of_label(rng) if rng.random() < 0.5 else any_text(rng))
    labels = list(text)
    for place in range(len(text)):
        if rng.random() < 0.3 or place == len(text) - 1 and OTHER not in labels:
            text[place] = rng.choice(STRANGE_ALIKE if rng.random() < 0.45 else STRANGE)
            labels[place] = OTHER
    return cut_out(rng, set_label(rng, shelf, list(zip(text, labels))))


def covered(rng, shelf):
    """A patch over a character, or paper over a part of it, or another character printed over it."""
    text = part_of_label(rng)
    place = rng.randrange(len(text))
    line = set_label(rng, shelf, list(zip(text, text[:place] + OTHER + text[place + 1:])))
    if rng.random() < 0.4:
        line.overprint(rng, place, [rng.choice(WORDS)])
        return cut_out(rng, line)
    left, top, right, bottom = line.box(place, place + 1)
    tall = bottom - top
    upper = top + tall * rng.uniform(-0.1, 0.55)
    line.patch((left - 1, upper, right + 1, upper + tall * rng.uniform(0.4, 0.6)), rng.choice((0, 255)))
    return cut_out(rng, line) if line.has_ink() else None


def broken_off(rng, shelf):
    text = part_of_label(rng)
    at_end = rng.random() < 0.6
    line = set_label(rng, shelf, list(zip(text, text[:-1] + OTHER if at_end else OTHER + text[1:])))
    left, _, right, _ = line.box(len(text) - 1, len(text)) if at_end else line.box(0, 1)
    if right - left < HEIGHT * 0.5:
        return None
    share = rng.uniform(0.35, 0.65)
    return cut_out(rng, line, (None, left + (right - left) * share) if at_end else (right - (right - left) * share, None))


def two_lines(rng, shelf):
    upper, lower = (set_label(rng, shelf, [(c, c) for c in part_of_label(rng)[:5]]) for _ in range(2))
    return cut_out(rng, upper.above(rng, lower))


KINDS = {
    "known": (74, known),
    "strange": (17, strange),
    "covered": (2.5, covered),
    "broken off": (2, broken_off),
    "two lines": (2, two_lines),
    "blank": (2, blank),
}
