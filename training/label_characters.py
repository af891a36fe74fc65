"""What the label reader can say: the characters of the form's labels and headings, and OTHER. The order is the order of the network's outputs, after the CTC blank at 0."""
import form

# Headings, notes and labels that stand outside of the rows of form.py.
ALSO = (
    "一二三四五六七八九十、总体情况主动公开政府信息收到和处理申请行政复议诉讼存在的主要问题及改进其他需要报告的事项工作年度报告本列数据的勾稽关系为第一项加第二项之和"
    "等于第三项加第四项之和申请人情况自然法人或其他组织结果维持纠正尚未审结总计未经直接起诉后年月日单位万元件条"
)
POINTS = "（）、，。：；“”《》.·"


def labels():
    found = ["".join(form.COL_LABELS), *form.COL_LABELS]
    for edition in ("2021", "2019"):
        for _, group, label in form.rows(edition):
            found += [group, label] if group else [label]
        for article, heads, rows in form.PROACTIVE[edition]:
            found += [article, *heads, *(label for _, label, _ in rows)]
    return list(dict.fromkeys(found))


LABELS = labels()
OTHER = "?"  # any other ink
# What was added later stands behind the others, so that their places did not change.
CHARACTERS = "0123456789（）、，。：；“”《》.·一七万三上下不业中为主举之九予事二于五人仍他以件企会位体作供保信元全八公六关其具内再决况减出分列到制办加务动勾区十单危卷及反发取另只可合后告和商四国在增处复外大存安定审家容密对尚属工已年府废度开强当形律性总息情成或执投护报持按据掌接提握收改政效数文新方无日明月有服期未本机权条构果查案止正求没法然版物现理用由申的益目直相知研确社禁科秘程稳稽章第等管类系纠纳组织经结继续维缴罚自范获行补要规计认议许讼访诉询请购费起转过这进通逾部采重量金问集需项题额?/"
INDEX = {character: place + 1 for place, character in enumerate(CHARACTERS)}
CLASSES = len(CHARACTERS) + 1
LONGEST = 24
assert set("".join(LABELS) + ALSO) <= set(CHARACTERS)
# How a character may be printed.
TWINS = {"（": "（(", "）": "）)", "，": "，,", "：": "：:", "；": "；;", "“": "“\"", "”": "”\"", ".": ".．", "/": "/／", "·": "·"}
# Characters that the reader does not know, and that look like some that it knows.
ALIKE = "".join(dict.fromkeys(
    "末术木禾末朱己巳己已土士入八乂曰目白自甲田电千干于午夫天犬太大丈夏复间闻同司因困园国末米束朿衣农晨哀依佚侍待特诗拆折析折柝浙泝维谁准唯纤纠红约结绪诘拮桔洁复夏厦愎"
    "申由甴电曳田里理埋狸无元尢旡尤开井并升弁汧不下卞丕否未来耒诉斥泝折公分兮允松讼颂件仵伴什仟仁任何伺位住往佳隹佐左右石古告吉苦若舌后石各名备务多夕歹刀力办为万方久"
    "人个介从众合令今命企全会余佘食收攸改攻政故效教致数激支友反皮及乃反返近迈还这过进远连逃退送适通速造逾遇遍道遗避"
)).replace(" ", "")
