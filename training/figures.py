"""Pictures of one line of print each, as they are cut from tables, with what the reader shall say of them.

`draw(rng, shelf)` gives a Picture: grey, 48 px high (0 ink to 255 paper), clean; `wear.py` does to it what scanners do.
"""
import dataclasses

import cv2
import numpy as np

from characters import MARK, OTHER, STRUCK
from lines import HEIGHT, Line, set_line
from surroundings import add_surroundings, blank_picture, paint
from texts import figure_text, other_text, printed

TALL = 48
WIDEST = 420


@dataclasses.dataclass(frozen=True)
class Picture:
    image: np.ndarray
    label: str
    # Centres of the characters and the picture's width, both at TALL: what a reader can resolve depends on them.
    centres: tuple
    kind: str


def draw(rng, shelf, kind=None):
    kind = kind or rng.choices(tuple(KINDS), weights=[weight for weight, _ in KINDS.values()])[0]
    while True:
        try:
            picture = KINDS[kind][1](rng, shelf)
        except (ValueError, IndexError):  # fonts without these characters
            continue
        if picture is not None and picture.image.shape[1] <= WIDEST:
            return dataclasses.replace(picture, kind=kind)


def plain(rng, shelf):
    text = figure_text(rng)
    line = set_line(rng, shelf, list(zip(printed(rng, text), text)))
    if rng.random() < 0.04:
        underline(rng, line)
    return cut_out(rng, line)


def marked(rng, shelf):
    """A figure with the mark of a note, above the line and small."""
    text = figure_text(rng, digits_only=True)
    line = set_line(rng, shelf, list(zip(printed(rng, text), text)))
    note = rng.choice(("1", "2", "3", "①", "②", "*", "[1]", "注", "a", "†", "12", "#"))
    line.append(rng, note, MARK, scale=rng.uniform(0.42, 0.68), rise=rng.uniform(0.28, 0.5))
    return cut_out(rng, line)


def struck(rng, shelf):
    """Characters with a line through them, alone or before the figure that is put in their place."""
    text = figure_text(rng, digits_only=True)
    after = figure_text(rng, digits_only=True) if rng.random() < 0.4 else ""
    gap = " " if after and rng.random() < 0.5 else ""
    labels = STRUCK * len(text) + gap + after
    line = set_line(rng, shelf, list(zip(printed(rng, text + gap + after), labels)))
    left, _, right, _ = line.box(0, len(text))
    top, bottom = line.height_of(text)
    level = top + (bottom - top) * rng.uniform(0.36, 0.64)
    reach = rng.choice((0, 0, 2, 4))
    width = rng.choice((1, 2, 2, 3, 4))
    for shift in (-3, 3) if rng.random() < 0.15 else (0,):
        line.rule((left - reach, level + shift + rng.uniform(-2, 2)), (right + (0 if after else reach), level + shift + rng.uniform(-2, 2)), width)
    return cut_out(rng, line)


def other(rng, shelf):
    shown, labels = other_text(rng)
    return cut_out(rng, set_line(rng, shelf, list(zip(shown, labels))))


def covered(rng, shelf):
    """A figure with a patch over one or more of its characters, or with another character printed over one."""
    text = figure_text(rng, digits_only=True)
    first = rng.randrange(len(text))
    last = min(len(text), first + rng.choice((1, 1, 2, 9)))
    labels = text[:first] + OTHER * (last - first) + text[last:]
    line = set_line(rng, shelf, list(zip(printed(rng, text), labels)))
    if rng.random() < 0.5:
        line.overprint(rng, first, [rng.choice([d for d in "0123456789" if d != text[place]]) for place in range(first, last)])
    else:
        left, top, right, bottom = line.box(first, last)
        tall = bottom - top
        if rng.random() < 0.65:
            upper, lower, value = top - 3, bottom * rng.uniform(0.97, 1.03), 255
        else:  # paper over a part of it: what is covered whole leaves nothing to be seen
            upper = top + tall * rng.uniform(-0.1, 0.6)
            lower, value = upper + tall * rng.uniform(0.35, 0.55), 0
        line.patch((left - rng.uniform(-2, 3), upper, right + rng.uniform(-2, 3), lower), value)
        if not line.has_ink():
            return None
    return cut_out(rng, line)


def broken_off(rng, shelf):
    """A figure whose first or last character is cut through by the side of the picture."""
    text = figure_text(rng, digits_only=True)
    at_end = rng.random() < 0.7
    labels = text[:-1] + OTHER if at_end else OTHER + text[1:]
    line = set_line(rng, shelf, list(zip(printed(rng, text), labels)))
    left, _, right, _ = line.box(len(text) - 1, len(text)) if at_end else line.box(0, 1)
    if right - left < HEIGHT * 0.14:
        return None
    share = rng.uniform(0.35, 0.7)
    sides = (None, left + (right - left) * share) if at_end else (right - (right - left) * share, None)
    return cut_out(rng, line, sides)


def two_lines(rng, shelf):
    upper, lower = (set_line(rng, shelf, list(zip(text, text))) for text in (figure_text(rng), figure_text(rng)))
    return cut_out(rng, upper.above(rng, lower))


def two_figures(rng, shelf):
    """Two numbers with a gap between them are not one."""
    first, second = (str(rng.randint(10, 99999)) for _ in range(2))
    line = set_line(rng, shelf, list(zip(printed(rng, first), first)), spaced=False)
    line.gap(rng.uniform(1, 3), OTHER)
    for character in second:
        line.set(character, character)
    return cut_out(rng, line)


def turned(rng, shelf):
    text = str(rng.randint(10, 99999))
    line = set_line(rng, shelf, list(zip(text, text)))
    return cut_out(rng, line.turned(rng)) if line.has_ink() else None


def blank(rng, _shelf):
    image = blank_picture(rng)
    return Picture(shrink(image), "", (), "")


KINDS = {
    "plain": (70, plain),
    "marked": (5, marked),
    "struck": (5, struck),
    "other": (6, other),
    "covered": (3, covered),
    "broken off": (3, broken_off),
    "two lines": (2, two_lines),
    "two figures": (1.5, two_figures),
    "turned": (1, turned),
    "blank": (6, blank),
}


def underline(rng, line):
    left, _, right, bottom = line.box(0, len(line.spans))
    level = line.baseline + rng.uniform(0.08, 0.16) * HEIGHT
    line.rule((left, level), (right, level), rng.choice((1, 2, 3)))


def cut_out(rng, line, sides=(None, None)):
    """The picture that a reader of tables cuts: close around the ink, or as high as the line of print, or nearly the whole cell."""
    ink = line.ink_box()
    if ink is None:
        return None
    left, top, right, bottom = ink
    tall = bottom - top
    way = rng.random()
    if way < 0.6:
        margin = tall * rng.uniform(0.15, 0.3)
        box = [left - margin, top - margin * rng.uniform(0.8, 1.2), right + margin, bottom + margin * rng.uniform(0.8, 1.2)]
        if rng.random() < 0.6:  # a dash gets the height of a line
            lacking = max(0, HEIGHT * 0.62 - (box[3] - box[1])) / 2
            box = [box[0] - lacking * 0.3, box[1] - lacking, box[2] + lacking * 0.3, box[3] + lacking]
    elif way < 0.9:
        lacking = max(0, HEIGHT * rng.uniform(1.0, 1.35) - tall)
        share = rng.uniform(0.3, 0.7)
        box = [left - rng.uniform(1, 14), top - lacking * share, right + rng.uniform(1, 14), bottom + lacking * (1 - share)]
    else:
        box = [left - rng.uniform(2, 60), top - HEIGHT * rng.uniform(0.1, 0.5), right + rng.uniform(2, 60), bottom + HEIGHT * rng.uniform(0.1, 0.5)]
    box[0] = box[0] if sides[0] is None else sides[0]
    box[2] = box[2] if sides[1] is None else sides[1]
    box = [int(round(v)) for v in box]
    image = add_surroundings(rng, paint(rng, line.window(box)), cut_through=sides != (None, None))
    scale = TALL / (box[3] - box[1])
    return Picture(shrink(image), line.label(), tuple((centre - box[0]) * scale for centre in line.centres()), "")


def shrink(image):
    height, width = image.shape
    return cv2.resize(image, (max(8, round(width * TALL / height)), TALL), interpolation=cv2.INTER_AREA if height > TALL else cv2.INTER_LINEAR)
