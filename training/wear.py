"""What printers, scanners, fax machines and messengers do to one small picture. With OpenCV, on a processor."""
import cv2
import numpy as np

cv2.setNumThreads(1)
BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) * 16 + 8
SMALL = (9, 10, 11, 12, 13, 14, 16, 16, 18, 20, 20, 24, 24, 28, 32, 32, 40, 48)
LARGE = (48, 40, 36, 32, 28, 24, 20)


def worn(image, rng, severity, size=None):
    """The picture as a page of some resolution has it: `size` px high, and in a state as bad as `severity` (0 to 1) allows."""
    if rng.random() < 0.2 + 0.3 * severity:
        image = leant(image, rng)
    size = size or rng.choice(SMALL if rng.random() < 0.3 + 0.5 * severity else LARGE)
    height, width = image.shape
    x = cv2.resize(image, (max(4, round(width * size / height)), size), interpolation=cv2.INTER_AREA)
    if rng.random() > 0.15 + 0.75 * severity:
        return x
    x = spread(x, rng)
    x = lit(x.astype(np.float32), rng)
    x = blurred(x, rng)
    x = grained(x, rng)
    x = screened(np.clip(x, 0, 255).astype(np.uint8), rng)
    if rng.random() < 0.35:
        x = cv2.imdecode(cv2.imencode(".jpg", x, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(12, 85)])[1], 0)
    return x


def leant(image, rng):
    height, width = image.shape
    shear = rng.uniform(-0.13, 0.13)
    slope = rng.uniform(-0.02, 0.02)
    matrix = np.float32([[1, shear, -shear * height / 2], [slope, 1, -slope * width / 2]])
    return cv2.warpAffine(image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)


def spread(x, rng):
    """Ink that ran, or did not take."""
    way = rng.random()
    small = x.shape[0] < 18
    if way < 0.1:
        return cv2.erode(x, np.ones((1, 2) if small else (2, 2), np.uint8))
    if way < 0.2:
        return cv2.dilate(x, np.ones((1, 2) if small else (2, 2), np.uint8))
    return x


def lit(x, rng):
    height, width = x.shape
    if rng.random() < 0.35:
        ground = float(np.median(x))
        x = ground - (ground - x) * rng.uniform(0.3, 1)
    if rng.random() < 0.3:
        across = np.linspace(rng.uniform(0.55, 1), rng.uniform(0.55, 1), width, dtype=np.float32)
        down = np.linspace(rng.uniform(0.8, 1), rng.uniform(0.8, 1), height, dtype=np.float32)
        x = x * across[None] * down[:, None]
    if rng.random() < 0.05:  # a stroke of a seal or a pen: steep, so that it is no line through the figure
        stroke = np.zeros(x.shape, np.uint8)
        start = rng.randint(-5, width + 5)
        cv2.line(stroke, (start, -3), (start + rng.randint(-height, height), height + 3), 255, rng.randint(1, max(2, height // 5)))
        x = np.where(stroke > 0, x * rng.uniform(0.4, 0.85), x)
    if rng.random() < 0.03:
        x[:, rng.randrange(width)] *= rng.uniform(0.3, 0.8)
    return x


def blurred(x, rng):
    if rng.random() < 0.4:
        x = cv2.GaussianBlur(x, (0, 0), rng.uniform(0.3, 1.1) * x.shape[0] / 28 + 0.05)
    if rng.random() < 0.08:
        x = cv2.blur(x, (rng.randint(1, 3), 1) if rng.random() < 0.5 else (1, rng.randint(1, 3)))
    return x


def grained(x, rng):
    noise = np.random.default_rng(rng.getrandbits(32))
    if rng.random() < 0.5:
        grain = noise.normal(0, rng.uniform(2, 27), x.shape).astype(np.float32)
        x = x + (cv2.blur(grain, (3, 3)) * 2 if rng.random() < 0.3 else grain)
    if rng.random() < 0.1:
        chance, rare = noise.random(x.shape), rng.uniform(0.002, 0.02)
        x = np.where(chance < rare, 0, np.where(chance > 1 - rare, 255, x))
    return x


def screened(x, rng):
    """Black and white by one level, as a fax has it, or as a screen of dots."""
    way, height = rng.random(), x.shape[0]
    noise = np.random.default_rng(rng.getrandbits(32))
    if way < 0.17:
        level = rng.uniform(0.4, 0.8) * float(x.max()) + noise.normal(0, rng.uniform(0, 18), x.shape)
        return np.where(x > level, 255, 0).astype(np.uint8)
    if way < 0.2 and height >= 20:
        coarse = cv2.resize(x, (x.shape[1], height // 2), interpolation=cv2.INTER_AREA)
        coarse = np.where(coarse > rng.uniform(0.45, 0.7) * float(coarse.max()), 255, 0).astype(np.uint8)
        return cv2.resize(coarse, (x.shape[1], height), interpolation=cv2.INTER_NEAREST)
    if way < 0.23 and height >= 24:
        tiles = np.tile(BAYER, (height // 4 + 1, x.shape[1] // 4 + 1))[:height, :x.shape[1]]
        return np.where(x > tiles, 255, 0).astype(np.uint8)
    if way < 0.25 and height >= 24:
        return np.where(x > noise.uniform(60, 215, x.shape), 255, 0).astype(np.uint8)
    return x
