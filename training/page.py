"""A page that is drawn together with its truth.

A Page has a grey picture and five masks: 0 cores of text lines, 1 horizontal rulings, 2 vertical rulings, 3 cells (also of tables without rulings),
4 cores of lines that are figures.
"""
import dataclasses
import functools

from PIL import Image, ImageDraw

from characters import FULL_WIDTH
from sentences import sentence
from shelf import font

TEXT, ACROSS, DOWN, CELLS, FIGURES = range(5)


@functools.lru_cache(200000)
def advance(name, size, character):
    return font(name, size).getlength(character)


class Style:
    def __init__(self, rng, shelf, scale):
        sized = lambda sizes: max(9, round(rng.choice(sizes) * scale))
        self.chinese, self.bold = rng.choice(shelf.chinese), rng.choice(shelf.chinese)
        self.latin = rng.choice(shelf.latin) if rng.random() < 0.5 else None
        self.body = sized([17, 19, 21, 22, 24, 26, 28])
        self.table = sized([11, 12, 13, 14, 15, 16, 17, 18, 20, 22])
        self.small = sized([12, 14, 16])
        self.title = sized([30, 34, 38])
        self.ink = rng.choice([0, 0, 0, 0, 20, 40, 70, 110])
        self.line_ink = rng.choice([0, 0, 0, 30, 80, 120, 160, 190, 205])
        self.rule = rng.choice(["all"] * 11 + ["none"] * 4 + ["horizontal", "outer", "three", "dotted", "noinner"])
        self.line = rng.choice([1, 1, 1, 2, 2, 3])
        self.outer = self.line + rng.choice([0, 0, 0, 1, 2])
        self.fill = rng.choice([None, None, None, None, "head", "zebra", "figures", "all"])
        self.shade = rng.randint(205, 248)
        self.pad = round(rng.choice([0, 0, 1, 1, 2, 3, 4, 6, 9]) * scale)
        self.leading = rng.choice([1.0, 1.05, 1.15, 1.25, 1.35, 1.5])
        self.align = rng.choice(["center"] * 6 + ["right", "left"])
        self.full_width = rng.random() < 0.07
        self.track = rng.choice([0] * 8 + [1, 2])


@dataclasses.dataclass
class Cell:
    row: int
    column: int
    text: str
    kind: str  # "label", "figure" or "head"
    rows: int = 1
    columns: int = 1
    align: str = "left"
    upright: bool = False  # one character to a line
    lines: tuple = ()


class Page:
    def __init__(self, rng, shelf, size, scale):
        self.rng, (self.width, self.height), self.scale = rng, size, scale
        self.image = Image.new("L", size, 255)
        self.draw = ImageDraw.Draw(self.image)
        self.masks = [Image.new("1", size, 0) for _ in range(5)]
        self.mask_draws = [ImageDraw.Draw(mask) for mask in self.masks]
        self.style = Style(rng, shelf, scale)

    def face(self, text, size, name=None):
        style = self.style
        return font(style.latin if style.latin and text.isascii() else (name or style.chinese), size)

    def width_of(self, text, size, name=None):
        style = self.style
        used = style.latin if style.latin and text.isascii() else (name or style.chinese)
        return sum(advance(used, size, character) for character in text) + style.track * max(0, len(text) - 1)

    def text(self, x, y, text, size, name=None, is_figure=False):
        """Draws one line with its left top at (x, y), and its core into the masks."""
        if not text:
            return
        face, track, pen = self.face(text, size, name), self.style.track, x
        for part in text if track else (text,):
            self.draw.text((pen, y), part, font=face, fill=self.style.ink)
            pen += face.getlength(part) + track
        x0, y0, x1, y1 = self.draw.textbbox((x, y), text, font=face)
        x1 = pen - track if track else x1
        # The height of a line of this font, so that a dash and a figure have cores alike.
        top, bottom = y + size * 0.12, y + size
        y0, y1 = (min(top, y0), max(bottom, y1)) if y0 < y1 else (top, bottom)
        tall = y1 - y0
        core = (x0 + 0.12 * tall, y0 + 0.27 * tall, x1 - 0.12 * tall, y1 - 0.27 * tall)
        if core[2] <= core[0]:
            core = ((x0 + x1) / 2 - 1.5, core[1], (x0 + x1) / 2 + 1.5, core[3])
        for mask in (TEXT, FIGURES) if is_figure else (TEXT,):
            self.mask_draws[mask].rectangle(core, fill=1)

    def ruling(self, start, end, width, dotted=False):
        (x0, y0), (x1, y1) = start, end
        across = abs(x1 - x0) >= abs(y1 - y0)
        ink = self.style.line_ink
        if dotted:
            step = self.rng.choice([4, 5, 6])
            for i in range(int(max(abs(x1 - x0), abs(y1 - y0)) / step)):
                a, b = i * step, i * step + step // 2
                self.draw.line((x0 + a, y0, x0 + b, y0) if across else (x0, y0 + a, x0, y0 + b), fill=ink, width=width)
        else:
            self.draw.line((x0, y0, x1, y1), fill=ink, width=width)
        self.mask_draws[ACROSS if across else DOWN].line((x0, y0, x1, y1), fill=1, width=max(3, width))

    def wrapped(self, text, size, width):
        if self.width_of(text, size) <= width:
            return [text]
        lines, line, used = [], "", 0.0
        for character in text:
            more = advance(self.style.chinese, size, character) + self.style.track
            if line and used + more > width:
                lines.append(line)
                line, used = "", 0.0
            line += character
            used += more
        return [*lines, line]

    def paragraph(self, x, y, width, length):
        """Draws a paragraph of random words; gives the y below it."""
        size, spacing = self.style.body, self.rng.choice([1.15, 1.3, 1.5, 1.7, 1.9])
        for line in self.wrapped("　　" + sentence(self.rng, length), size, width):
            if y + size * spacing > self.height - 40:
                return y
            indent = self.width_of("　　", size) if line.startswith("　　") else 0
            self.text(x + indent, y, line.lstrip("　"), size)
            y += size * spacing
        return y + size * 0.3

    def printed(self, text, kind):
        return text.translate(FULL_WIDTH) if self.style.full_width and kind == "figure" else text
