/**
 * The scoring of a deployment that has none of its own: what is not published or late costs points, copied text
 * as much as supervisors' own schemes take for it, and figures that do not add up are pointed out only.
 */
export const scoreScheme = `# 评分办法。说明见 docs/scoring.md
name: 通用评分办法
# 只计人工确认的问题；写 open 则未处理的也计入
counts: confirmed
missing: -2
late: -1
rules:
  # 与上年或其他单位雷同（相似度的界限在规则设置 M01、M02 中调整）
  - rules: [M01, M02]
    label: 文字雷同
    points: -0.5
  # 数据异常只提示，不扣分
  - rules: [A, X, T, Y, L]
    label: 数据异常
    points: 0
`;
