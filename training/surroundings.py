"""Ground, rulings, neighbours, specks and shades around a line of print, and pictures in which nothing is printed."""
import cv2
import numpy as np

HEIGHT = 44


def paint(rng, ink):
    """Coverage with ink to grey: dark on light mostly."""
    ground, colour = 255, rng.choice((0, 0, 0, 0, 25, 50, 80, 120))
    if rng.random() < 0.15:
        ground = rng.randint(170, 250)
    if rng.random() < 0.03:
        colour = max(0, ground - rng.randint(55, 110))
    if rng.random() < 0.02:
        ground, colour = rng.randint(0, 110), rng.randint(200, 255)
    share = ink.astype(np.float32) / 255
    image = ground * (1 - share) + colour * share
    return np.clip(image, 0, 255).astype(np.uint8)


def add_surroundings(rng, image, cut_through=False):
    image = image.copy()
    ground = int(np.median(np.concatenate([image[0], image[-1]])))
    if rng.random() < 0.05:
        faint_strokes(rng, image)
    if rng.random() < 0.03:
        band(rng, image)
    if not cut_through:
        rulings(rng, image, ground, 0.13)
        if rng.random() < 0.05:
            neighbour(rng, image)
    if rng.random() < 0.02:
        crossing(rng, image)
    if rng.random() < 0.15:
        specks(rng, image)
    return image


def rulings(rng, image, ground, chance):
    """Rulings at the sides, whole or what a cut has left of them; they always touch the side of the picture."""
    height, width = image.shape
    grey = rng.choice((0, 0, 60, 120, 170))
    if abs(grey - ground) < 40:
        grey = 255 - grey
    for at_end in (False, True):
        if rng.random() < chance:  # above and below
            y = rng.randint(0, max(1, height // 14))
            ends = (0, width) if rng.random() < 0.7 else rng.choice(((0, rng.randint(1, width)), (rng.randint(0, width - 1), width)))
            lean = rng.randint(-1, 1)
            y0, y1 = (height - 1 - y, height - 1 - y + lean) if at_end else (y, y + lean)
            cv2.line(image, (ends[0], y0), (ends[1], y1), grey, rng.randint(1, 3), cv2.LINE_AA)
        if rng.random() < chance:  # left and right
            x = rng.randint(0, 2)
            ends = (0, height) if rng.random() < 0.7 else rng.choice(((0, rng.randint(1, height)), (rng.randint(0, height - 1), height)))
            x = width - 1 - x if at_end else x
            cv2.line(image, (x, ends[0]), (x + rng.randint(-1, 1), ends[1]), grey, rng.randint(1, 3), cv2.LINE_AA)


def neighbour(rng, image):
    """Slices of the lines above and below, or of the neighbours, at the very side."""
    height, width = image.shape
    grey = rng.choice((0, 0, 60))
    if rng.random() < 0.6:
        y = 0 if rng.random() < 0.5 else height - 1
        for _ in range(rng.randint(1, 5)):
            x = rng.randint(0, width)
            cv2.ellipse(image, (x, y), (rng.randint(2, 9), rng.randint(1, max(1, height // 16))), 0, 0, 360, grey, -1, cv2.LINE_AA)
    else:
        x = 0 if rng.random() < 0.5 else width - 1
        for _ in range(rng.randint(1, 3)):
            y = rng.randint(height // 5, height * 4 // 5)
            cv2.ellipse(image, (x, y), (rng.randint(1, 3), rng.randint(1, 7)), 0, 0, 360, grey, -1, cv2.LINE_AA)


def crossing(rng, image):
    """A ruling that a figure runs over: from the upper side to the lower, so it is no 1."""
    height, width = image.shape
    x = rng.randint(width // 3, width - 1)
    cv2.line(image, (x, 0), (x + rng.randint(-1, 1), height), rng.choice((0, 80, 140, 180)), rng.randint(1, 2), cv2.LINE_AA)


def specks(rng, image):
    height, width = image.shape
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        centre = rng.randint(0, width), rng.randint(0, height)
        cv2.circle(image, centre, max(1, round(rng.uniform(0.3, 0.028 * height))), rng.choice((0, 80, 150)), -1, cv2.LINE_AA)


def faint_strokes(rng, image):
    """Strokes of a watermark or a seal, or what shines through from the reverse: paler than print."""
    height, width = image.shape
    stroke = np.zeros(image.shape, np.uint8)
    thick = rng.randint(2, max(3, height // 4))
    for _ in range(rng.randint(1, 3)):
        if rng.random() < 0.5:
            cv2.ellipse(stroke, (rng.randint(-20, width + 20), rng.randint(-20, height + 20)), (rng.randint(20, 120), rng.randint(20, 120)), rng.randint(0, 90), 0, 360, 255, thick)
        else:
            reach = rng.randint(-40, width + 40)
            cv2.line(stroke, (reach, -5), (reach + rng.randint(-50, 50), height + 5), 255, thick)
    np.copyto(image, (image * rng.uniform(0.62, 0.95)).astype(np.uint8), where=stroke > 0)


def band(rng, image):
    """The end of a shaded row, or a light band of a scan."""
    height, _ = image.shape
    y = rng.randint(0, height)
    part = image[:y] if rng.random() < 0.5 else image[y:]
    part[...] = (part * rng.uniform(0.72, 0.97)).astype(np.uint8)


def blank_picture(rng):
    height = round(HEIGHT * rng.uniform(0.8, 1.8))
    width = round(height * rng.choice((0.5, 0.7, 1, 1.5, 2, 3, 5)))
    ground = 255 if rng.random() < 0.6 else rng.randint(150, 250)
    image = np.full((height, width), ground, np.uint8)
    if rng.random() < 0.3:
        faint_strokes(rng, image)
    if rng.random() < 0.25:
        band(rng, image)
    if rng.random() < 0.6:
        rulings(rng, image, ground, 0.35)
    if rng.random() < 0.2:
        neighbour(rng, image)
    if rng.random() < 0.35:
        specks(rng, image)
    return image
