"""One line of print: characters set in a font, squeezed, spaced, struck, covered. Coverage with ink, 0 to 255."""
import functools

import cv2
import numpy as np
from PIL import Image, ImageDraw

from characters import OTHER
from shelf import font, prints

HEIGHT = 44  # of the em, in px
ROOM = 40
TOTAL = 2 * ROOM + HEIGHT + 12


@functools.lru_cache(40000)
def glyph_of(name, character, size):
    face = font(name, size)
    left, top, right, bottom = face.getbbox(character, anchor="ls")
    if right <= left or bottom <= top:
        return None
    canvas = Image.new("L", (right - left + 2, bottom - top + 2), 0)
    ImageDraw.Draw(canvas).text((1 - left, 1 - top), character, font=face, fill=255, anchor="ls")
    return np.asarray(canvas), left - 1, top - 1, face.getlength(character)


class Line:
    def __init__(self, fonts, squeeze, track):
        self.fonts, self.squeeze, self.track = fonts, squeeze, track
        self.ink = np.zeros((TOTAL, 2 * ROOM), np.uint8)
        self.baseline = ROOM + HEIGHT * 0.88
        self.pen = float(ROOM)
        self.spans = []

    def append(self, rng, shown, label, scale=1.0, rise=0.0):
        """Sets characters that have one label together."""
        for place, character in enumerate(shown):
            self.set(character, "" if place else label, scale, rise)

    def gap(self, ems, label):
        self.spans.append((self.pen, self.pen + ems * HEIGHT, label))
        self.pen += ems * HEIGHT

    def set(self, character, label, scale=1.0, rise=0.0):
        if character == " ":
            self.pen += HEIGHT * 0.3 * self.squeeze
            return
        glyph = self.glyph(character, max(8, round(HEIGHT * scale)))
        if glyph is None:
            return
        pixels, left, top, advance = glyph
        self.stamp(pixels, self.pen + left, self.baseline - rise * HEIGHT + top)
        self.spans.append((self.pen + left, self.pen + left + pixels.shape[1], label))
        self.pen += advance + self.track * HEIGHT * self.squeeze * scale

    def glyph(self, character, size):
        """Pixels of a character, where they begin from the pen and the baseline, and how far the pen goes on."""
        chinese, latin = self.fonts
        name = latin if prints(latin, character) else chinese
        drawn = glyph_of(name, character, size) if prints(name, character) else None
        if drawn is None or self.squeeze == 1:
            return drawn
        pixels, left, top, advance = drawn
        pixels = cv2.resize(pixels, (max(2, round(pixels.shape[1] * self.squeeze)), pixels.shape[0]), interpolation=cv2.INTER_AREA)
        return pixels, left * self.squeeze, top, advance * self.squeeze

    def stamp(self, pixels, x, y):
        x, y = int(round(x)), int(round(y))
        height, width = pixels.shape
        self.widen(x + width)
        y0, y1, x0 = max(0, y), min(TOTAL, y + height), max(0, x)
        if y1 <= y0 or x + width <= x0:
            return
        part = self.ink[y0:y1, x0:x + width]
        np.maximum(part, pixels[y0 - y:y1 - y, x0 - x:], out=part)

    def widen(self, right):
        lacking = int(right) + 2 * ROOM - self.ink.shape[1]
        if lacking > 0:
            self.ink = np.concatenate([self.ink, np.zeros((TOTAL, lacking + 100), np.uint8)], 1)

    def overprint(self, rng, first, characters):
        for place, character in enumerate(characters, first):
            glyph = self.glyph(character, HEIGHT)
            if glyph is not None:
                self.stamp(glyph[0], self.spans[place][0] + rng.uniform(-2, 3), self.baseline + glyph[2] + rng.uniform(-2, 2))

    def rule(self, start, end, width):
        self.widen(end[0])
        cv2.line(self.ink, tuple(int(round(v)) for v in start), tuple(int(round(v)) for v in end), 255, width, cv2.LINE_AA)

    def patch(self, box, value):
        left, top, right, bottom = (int(round(v)) for v in box)
        self.ink[max(0, top):max(0, bottom), max(0, left):max(0, right)] = value

    def turned(self, rng):
        """The line by a quarter turn, as one character of label OTHER."""
        upright = Line(self.fonts, 1, 0)
        ink = self.window(self.ink_box())
        scale = min(1.0, 84 / ink.shape[1])
        ink = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        upright.stamp(np.rot90(ink, rng.choice((1, 3))), ROOM, ROOM - 24)
        upright.spans = [(ROOM, ROOM + ink.shape[0], OTHER)]
        return upright

    def above(self, rng, lower):
        """Both lines, one below the other, as one character of label OTHER."""
        joined = Line(self.fonts, 1, 0)
        boxes = [line.ink_box() for line in (self, lower)]
        if None in boxes:
            return joined
        parts = [line.window(box) for line, box in zip((self, lower), boxes)]
        widest = max(part.shape[1] for part in parts)
        y = ROOM - 30.0
        for part in parts:
            part = cv2.resize(part, (max(2, round(part.shape[1] * 0.9)), max(2, round(part.shape[0] * 0.9))), interpolation=cv2.INTER_AREA)
            joined.stamp(part, ROOM + (widest - part.shape[1]) * rng.choice((0, 0.5, 1)), y)
            y += max(part.shape[0], HEIGHT * 0.6) + HEIGHT * rng.uniform(0.1, 0.5)
        joined.spans = [(ROOM, ROOM + widest, OTHER)]
        return joined

    def height_of(self, text):
        """Top and bottom of the first characters' ink."""
        _, top, _, bottom = self.box(0, len(text))
        return top, bottom

    def box(self, first, last):
        """The ink's box of some characters, sides by their spans."""
        left, right = min(span[0] for span in self.spans[first:last]), max(span[1] for span in self.spans[first:last])
        rows = np.flatnonzero(self.ink[:, int(left):int(right) + 1].max(1) > 60)
        return left, (rows[0] if len(rows) else ROOM), right, (rows[-1] + 1 if len(rows) else ROOM + HEIGHT)

    def ink_box(self):
        columns, rows = np.flatnonzero(self.ink.max(0) > 60), np.flatnonzero(self.ink.max(1) > 60)
        return (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1) if len(columns) else None

    def has_ink(self):
        return self.ink_box() is not None

    def window(self, box):
        """The ink within a box, which may lie partly outside of the line."""
        left, top, right, bottom = (int(v) for v in box)
        height, width = self.ink.shape
        out = np.zeros((bottom - top, right - left), np.uint8)
        y0, y1, x0, x1 = max(0, top), min(height, bottom), max(0, left), min(width, right)
        out[y0 - top:y1 - top, x0 - left:x1 - left] = self.ink[y0:y1, x0:x1]
        return out

    def label(self):
        return "".join(label for _, _, label in self.spans)

    def centres(self):
        return [(left + right) / 2 for left, right, label in self.spans if label]


def set_line(rng, shelf, characters, spaced=True):
    """Sets characters given as (shown, label) in some font, some of them squeezed, letter-spaced or set too tight."""
    squeeze = 1.0 if rng.random() < 0.62 else rng.uniform(0.33, 1.0) if rng.random() < 0.85 else rng.uniform(1.0, 1.3)
    way = rng.random()
    track = 0.0 if way < 0.68 else rng.uniform(0.02, 0.15) if way < 0.8 else rng.uniform(0.15, 0.9) if way < 0.88 else rng.uniform(-0.1, 0)
    track = track if spaced or track < 0 else 0.0
    wanted = sum(shown != " " for shown, _ in characters)
    while True:
        line = Line(shelf.pick(rng), squeeze, track)
        for shown, label in characters:
            line.set(shown, label)
        if len(line.spans) == wanted or rng.random() < 0.02:  # the fonts have all of them
            return line
