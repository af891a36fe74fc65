"""Sentences of no meaning in the words of reports, and figures of their tables."""
import os

HERE = os.path.dirname(os.path.abspath(__file__))
WORDS = (
    "政府 信息 公开 工作 依法 主动 申请 办理 条例 平台 建设 监督 保障 制度 机关 行政 复议 诉讼 规范 性文件 公众 网站 栏目 更新 及时 重点 领域 解读 "
    "回应 关切 培训 队伍 业务 水平 提高 完善 机制 加强 组织 领导 目录 指南 编制 发布 数量 总计 结果 维持 纠正 其他 单位 万元 费用 收取 情况 存在 问题 改进 "
    "下一步 将 进一步 推进 落实 审查 保密 渠道 新媒体 公众号 全年 共 收到 答复 结转 下年度 继续 按时 无 部门 乡镇 街道 村务 群众 企业 服务 民生 财政 预算 决算"
).split()
PUNCTUATION = "，，，，、。；："
with open(os.path.join(HERE, "extra.txt"), encoding="utf8") as file:
    EXTRA = file.read().strip()


def sentence(rng, length):
    out = ""
    while len(out) < length:
        out += rng.choice(WORDS) if rng.random() < 0.7 else "".join(rng.choice(EXTRA) for _ in range(rng.randint(1, 3)))
        way = rng.random()
        if way < 0.13:
            out += rng.choice(PUNCTUATION)
        elif way < 0.2:
            out += str(rng.randint(0, 10 ** rng.randint(1, 4)))
    return out


def cell_figure(rng):
    way = rng.random()
    if way < 0.45:
        return "0"
    if way < 0.75:
        return str(rng.randint(1, 99))
    if way < 0.9:
        return str(rng.randint(100, 99999))
    return rng.choice(("-", "/", "—", "无", "1,234", f"{rng.randint(0, 99999)}.{rng.randint(0, 99):02d}", f"+{rng.randint(1, 30)}", f"{rng.randint(1, 99)}件", "", ""))
