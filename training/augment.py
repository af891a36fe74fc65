"""What scanners, copiers, phones and messengers do to a page, in batches on an accelerator. Images: float B x 1 x H x W, 0 black to 1 white."""
import math

import torch
import torch.nn.functional as F

from jpeg import jpeg


def between(b, low, high, device):
    return torch.empty(b, 1, 1, 1, device=device).uniform_(low, high)


def chosen(b, chance, device):
    return torch.rand(b, 1, 1, 1, device=device) < chance


def flat(b, low, high, device):
    return torch.empty(b, 1, 1, device=device).uniform_(low, high)


def warp(image, masks):
    """Leans, keystones and curls pages; masks follow."""
    b, _, h, w = image.shape
    d = image.device
    much = (torch.rand(b, 1, 1, device=d) < 0.2).float()
    angle = flat(b, -1, 1, d) * (2 + 5 * much) * math.pi / 180
    scale, aspect = flat(b, 0.9, 1.12, d), flat(b, 0.96, 1.04, d)
    ys, xs = torch.meshgrid(torch.linspace(-1, 1, h, device=d), torch.linspace(-1, 1, w, device=d), indexing="ij")
    xs, ys = xs[None].expand(b, h, w), ys[None].expand(b, h, w)
    c, s = torch.cos(angle), torch.sin(angle)
    gx, gy = (c * xs * aspect - s * ys) / scale, (s * xs + c * ys / aspect) / scale
    tilt_x, tilt_y = [torch.randn(b, 1, 1, device=d) * 0.03 * (0.3 + much) for _ in range(2)]
    depth = 1 + tilt_x * gx + tilt_y * gy
    gx, gy = gx / depth, gy / depth
    for _ in range(2):
        curl = flat(b, 0, 0.008, d) * (torch.rand(b, 1, 1, device=d) < 0.5).float()
        often, phase = flat(b, 0.4, 2.6, d), flat(b, 0, 6.28, d)
        gy = gy + curl * torch.sin(often * 3.14 * gx + phase)
        gx = gx + 0.6 * curl * torch.sin(often * 3.14 * gy + phase * 1.7)
    grid = torch.stack([gx, gy], -1)
    paper = F.grid_sample(image, grid, mode="bilinear", padding_mode="border", align_corners=False)
    beside = torch.rand(b, 1, 1, 1, device=d)
    beside = torch.where(beside < 0.75, torch.ones_like(beside), torch.where(beside < 0.9, torch.zeros_like(beside), torch.full_like(beside, 0.5)))
    image = torch.where((grid.abs() > 1).any(-1)[:, None], beside.expand_as(paper), paper)
    return image, F.grid_sample(masks, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def field(b, size, cells, device):
    """A smooth random field, -1 to 1."""
    return F.interpolate(torch.rand(b, 1, cells, cells, device=device) * 2 - 1, size=size, mode="bicubic", align_corners=True).clamp(-1, 1)


def blur(image, sigma_x, sigma_y):
    """Gaussian blur with its own width for each image."""
    b = image.shape[0]
    k = torch.arange(-4, 5, device=image.device, dtype=torch.float32)
    for sigma, across in ((sigma_x, True), (sigma_y, False)):
        weight = torch.exp(-k[None] ** 2 / (2 * sigma.view(b, 1) ** 2 + 1e-6))
        weight = weight / weight.sum(1, keepdim=True)
        padded = F.pad(image.view(1, b, *image.shape[2:]), (4, 4, 0, 0) if across else (0, 0, 4, 4), mode="replicate")
        image = F.conv2d(padded, weight.view(b, 1, 1, 9) if across else weight.view(b, 1, 9, 1), groups=b).view_as(image)
    return image


def evenly(image, sigma):
    width = torch.full((image.shape[0],), sigma, device=image.device)
    return blur(image, width, width)


def wear(image):
    """Everything but geometry, in the order in which it happens to paper."""
    for step in (ink, reverse_side, seals, streaks, paper_edges, moire, light, focus, grain, tone, black_and_white):
        image = step(image).clamp(0, 1)
    b, d = image.shape[0], image.device
    image = torch.where(chosen(b, 0.35, d), jpeg(image, torch.empty(b, device=d).uniform_(10, 80)), image)
    return torch.where(chosen(b, 0.01, d), 1 - image, image).clamp(0, 1)


def ink(x):
    """Thinner, thicker, fainter, in patches."""
    b, _, h, w = x.shape
    d = x.device
    thick, thin = -F.max_pool2d(-x, 3, 1, 1), F.max_pool2d(x, 3, 1, 1)
    way, a = torch.rand(b, 1, 1, 1, device=d), torch.rand(b, 1, 1, 1, device=d)
    x = torch.where(way < 0.12, x * (1 - a) + thick * a, torch.where(way < 0.24, x * (1 - 0.8 * a) + thin * 0.8 * a, x))
    one = torch.ones(b, 1, 1, 1, device=d)
    faint = torch.where(chosen(b, 0.3, d), between(b, 0.25, 1.0, d), one)
    patchy = torch.where(chosen(b, 0.15, d), 1 - 0.6 * field(b, (h, w), 6, d).clamp(min=0), one)
    return 1 - (1 - x) * faint * patchy


def reverse_side(x):
    """What shines through, and another page's words as a watermark."""
    b, _, h, w = x.shape
    d = x.device
    through = 1 - between(b, 0.05, 0.25, d) * (1 - evenly(torch.roll(x, 1, 0).flip(-1), 1.2))
    x = torch.where(chosen(b, 0.12, d), torch.minimum(x, through), x)
    part = torch.roll(x, 2, 0)[:, :, h // 3:h // 3 + h // 5, w // 3:w // 3 + w // 5]
    mark = 1 - between(b, 0.06, 0.22, d) * (1 - F.interpolate(part, size=(h, w), mode="bilinear", align_corners=False))
    return torch.where(chosen(b, 0.08, d), torch.minimum(x, mark), x)


def places(x):
    _, _, h, w = x.shape
    return torch.meshgrid(torch.arange(h, device=x.device).float(), torch.arange(w, device=x.device).float(), indexing="ij")


def seals(x):
    """A ring, letters along it, and a filled middle: grey, as red becomes."""
    b, _, h, w = x.shape
    d = x.device
    ys, xs = places(x)
    cx, cy, r = between(b, 0.1, 0.9, d) * w, between(b, 0.1, 0.9, d) * h, between(b, 50, 130, d)
    far = ((xs - cx) ** 2 + (ys - cy) ** 2).sqrt()
    turning = torch.sin(torch.atan2(ys - cy, xs - cx) * between(b, 14, 30, d)) > 0.1
    letters = (far > r * 0.68) & (far < r * 0.9) & turning & (field(b, (h, w), 90, d) > -0.2)
    seal = ((far - r).abs() < between(b, 2, 5, d)) | letters | (far < r * 0.2)
    return torch.where(chosen(b, 0.18, d) & seal, x * between(b, 0.35, 0.85, d), x)


def streaks(x):
    """Dirt on the glass draws lines along the whole page, folds draw them across: neither is a ruling, and no mask has them."""
    b, _, h, w = x.shape
    d = x.device
    for chance, size, dense, strong in ((0.15, (1, w), 0.003, 0.7), (0.06, (h, 1), 0.0015, 0.6)):
        fine = (torch.rand(b, 1, *size, device=d) < dense).float() * (torch.rand(b, 1, *size, device=d) * 2 - 1)
        x = torch.where(chosen(b, chance, d), x + strong * fine, x)
    for chance, size, pool in ((0.22, (1, w), (1, 5)), (0.05, (h, 1), (5, 1))):
        few = (torch.rand(b, 1, *size, device=d) < 2.0 / (w if size[0] == 1 else h)).float() * between(b, 0.15, 1.0, d)
        wide = F.max_pool2d(few, pool, 1, (pool[0] // 2, pool[1] // 2))
        few = torch.where(chosen(b, 0.6, d), wide, few)
        uneven = torch.where(chosen(b, 0.4, d), 0.5 + 0.5 * field(b, (h, w), 7, d), torch.ones(1, 1, 1, 1, device=d))
        bright = chosen(b, 0.25, d)
        dark = x * (1 - few * uneven)
        x = torch.where(chosen(b, chance, d), torch.where(bright, x + few * uneven, dark), x)
    return x


def paper_edges(x):
    b, _, h, w = x.shape
    d = x.device
    ys, xs = places(x)
    edge = torch.minimum(torch.minimum(xs, w - 1 - xs), torch.minimum(ys, h - 1 - ys))
    x = torch.where(chosen(b, 0.08, d) & (edge < between(b, 3, 30, d)), between(b, 0, 0.5, d).expand_as(x), x)
    hole = ((xs - between(b, 15, 45, d)) ** 2 + (ys - between(b, 0.2, 0.8, d) * h) ** 2).sqrt() < between(b, 8, 16, d)
    return torch.where(chosen(b, 0.05, d) & hole, torch.zeros_like(x), x)


def moire(x):
    """A screen that was photographed."""
    b, d = x.shape[0], x.device
    ys, xs = places(x)
    wave = 0.5 + 0.5 * torch.sin(between(b, -1.2, 1.2, d) * xs + between(b, -1.2, 1.2, d) * ys)
    return torch.where(chosen(b, 0.08, d), x * (1 - between(b, 0.05, 0.25, d) * wave), x)


def light(x):
    b, _, h, w = x.shape
    d = x.device
    shade = 1 - between(b, 0, 0.5, d) * field(b, (h, w), 3, d).clamp(min=0) - between(b, 0, 0.15, d) * field(b, (h, w), 9, d).clamp(min=0)
    return torch.where(chosen(b, 0.45, d), x * shade, x)


def focus(x):
    """Lower resolutions, drawn large again, and blur."""
    b, _, h, w = x.shape
    d = x.device
    for low, high, chance in ((0.42, 0.7, 0.15), (0.7, 0.95, 0.2)):
        share = float(torch.empty(1).uniform_(low, high))
        coarse = F.interpolate(F.interpolate(x, scale_factor=share, mode="area"), size=(h, w), mode="bilinear", align_corners=False)
        x = torch.where(chosen(b, chance, d), coarse, x)
    sharp = torch.full((b,), 0.05, device=d)
    across = torch.where(torch.rand(b, device=d) < 0.45, torch.rand(b, device=d) * 1.5 + 0.05, sharp)
    down = torch.where(torch.rand(b, device=d) < 0.12, torch.rand(b, device=d) * 1.8 + 0.05, across)
    return blur(x, across, down)


def grain(x):
    b, d = x.shape[0], x.device
    fine, soft = torch.randn_like(x), F.avg_pool2d(torch.randn_like(x), 3, 1, 1) * 2.5
    x = x + between(b, 0, 0.11, d) * chosen(b, 0.5, d) * torch.where(chosen(b, 0.5, d), fine, soft)
    chance, rare = torch.rand_like(x), between(b, 0, 0.015, d) * chosen(b, 0.15, d)
    return torch.where(chance < rare / 2, torch.zeros_like(x), torch.where(chance > 1 - rare / 2, torch.ones_like(x), x))


def tone(x):
    b, d = x.shape[0], x.device
    x = torch.where(chosen(b, 0.3, d), x.clamp(1e-3, 1) ** between(b, 0.5, 2.0, d), x)
    low = between(b, 0, 0.35, d) * chosen(b, 0.3, d)
    high = 1 - between(b, 0, 0.35, d) * chosen(b, 0.3, d)
    return low + x * (high - low)


def black_and_white(x):
    """By one level, by the neighbourhood, or by dots."""
    b, d = x.shape[0], x.device
    mean = F.avg_pool2d(x, 31, 1, 15, count_include_pad=False)
    level = torch.where(chosen(b, 0.5, d), mean - between(b, 0.03, 0.2, d), between(b, 0.35, 0.75, d) * x.amax((2, 3), keepdim=True))
    level = level + torch.randn_like(x) * between(b, 0, 0.08, d)
    way = torch.rand(b, 1, 1, 1, device=d)
    dots = (x > torch.rand_like(x) * 0.8 + 0.1).float()
    x = torch.where(way < 0.22, (x > level).float(), torch.where(way < 0.25, dots, x))
    return torch.where((way < 0.25) & chosen(b, 0.4, d), evenly(x, 0.6), x)
