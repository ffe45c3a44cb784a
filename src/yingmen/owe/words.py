"""How `owe` says things: regimes, effects and states in plain, kind Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.days import date_text
from yingmen.money import percent_text, yuan_text

if TYPE_CHECKING:
    from yingmen.owe.excess import Measured
    from yingmen.owe.reckoned import Ceiling, LoanReckoning
    from yingmen.owe.regimes import Regime

COMPONENT_NAMES = {
    "principal": "本金",
    "interest": "利息",
    "penalty": "罚息",
    "compound": "复利",
    "fees": "费用",
    "held": "先存着，到期再抵",
}
LIMITATION_NAMES = {"running": "时效还在", "expired": "时效已满", "unknown": "时效说不准"}
REPAYMENT_NAMES = {
    "equal_installment": "等额本息",
    "equal_principal": "等额本金",
    "interest_only": "按月付息、到期还本",
    "bullet": "到期一次还本付息",
    "flat_fee": "按原本金每月收固定利息",
    "revolving": "循环额度",
}
_REGIMES = {
    "private_4lpr": "民间借贷上限：一年期 LPR 的四倍",
    "private_24_36": "2015 年民间借贷规定：24% 以内受保护，超过 36% 的无效",
    "private_4benchmark": "2015 年 9 月以前：同类贷款基准利率的四倍（凭记忆，只列出，不作判断）",
    "licensed_24": "持牌机构：合计超过年 24% 的部分，可请求法院酌减",
    "licensed_before_2017": "2017 年 8 月 9 日以前：没有可核对的规则，不作判断",
    "brokered_24": "平台助贷：综合融资成本按报道不得超过年 24%",
}


def regime_text(regime: Regime) -> str:
    """One line on a ceiling: what it is and its rate."""
    rate = f"，合 {percent_text(regime.annual_rate)}" if regime.annual_rate is not None else ""
    return f"{_REGIMES[regime.name]}{rate}"


def span_text(regime: Regime) -> str:
    """From when to when a ceiling binds."""
    until = date_text(regime.until) if regime.until else "现在"
    return f"{date_text(regime.since)} 至 {until}"


def over_text(item: Measured) -> str:
    """What a period's measure comes to, in words."""
    if item.over_paid is None or item.over_unpaid is None:
        return "不作判断"
    if not item.over_paid and not item.over_unpaid:
        return "没有超过"
    return f"超出：已付 {yuan_text(item.over_paid)}，未付 {yuan_text(item.over_unpaid)}"


def private_verdict(item: LoanReckoning) -> str:
    """What the law leaves of a private loan, in a sentence or three."""
    ceiling = item.ceiling
    if ceiling is None or ceiling.over is None or item.lawful_total is None:
        return "这段时间适用的利率规则本程序没有核到原文，所以不判断有没有超过上限。请问律师（12348）。"
    unjudged = _unjudged_text(ceiling)
    if not ceiling.over:
        lawful = yuan_text(item.lawful_total)
        kept = "到今天为止，对方收的和要收的都没有超过法律的上限。"
        return f"{kept}按合同算的 {lawful} 就是依法可以要的。{unjudged}"
    parts = [f"超过上限的共 {yuan_text(ceiling.over)}。"]
    if ceiling.over_unpaid:
        parts.append(f"还没付的 {yuan_text(ceiling.over_unpaid)}，法院不会支持对方要。")
    if ceiling.recoverable:
        parts.append(
            f"已经付的 {yuan_text(ceiling.recoverable)}，可以主张返还，或者抵欠款{_how_sure(item)}。"
        )
    parts.append(f"去掉以后，依法可以要的是 {yuan_text(item.lawful_total)}。{unjudged}")
    return "".join(parts)


def _unjudged_text(ceiling: Ceiling) -> str:
    """For which days nothing was judged, because the rule of the time is not known well enough."""
    spans = [span_text(part.regime) for part in ceiling.periods if part.over_paid is None]
    return f"其中{'、'.join(spans)}没有判断。" if spans else ""


def _how_sure(item: LoanReckoning) -> str:
    arguable = item.ceiling is not None and item.ceiling.last.void_above is None
    return "（各地法院做法不一，可以主张，不一定全部支持）" if arguable else "（超过年 36% 的部分）"


def licensed_verdict(item: LoanReckoning) -> str:
    """What a court might take off a licensed lender's claim; never said as settled."""
    ceiling = item.ceiling
    if ceiling is None or ceiling.over is None:
        return "这段时间没有可核对的规则，不判断有没有超过。请问律师（12348）。"
    unjudged = _unjudged_text(ceiling)
    if not ceiling.over:
        return (
            "到今天为止，利息、罚息、复利和贷款方的费用合计没有超过年 24%，"
            f"这一条上没有可以请求酌减的。{unjudged}"
        )
    text = f"{unjudged}到今天为止，合计超过年 24% 的有 {yuan_text(ceiling.over)}"
    if not ceiling.over_unpaid or item.if_reduced_total is None:
        return f"{text}，都已经付了。已付的一般不退，可以问律师（12348）。"
    return (
        f"{text}，其中没付的 {yuan_text(ceiling.over_unpaid)}。您可以在诉讼中请求法院酌减；"
        f"如果法院全部同意，要还的会是 {yuan_text(item.if_reduced_total)}。"
        "减不减、减多少由法院决定，现在不能当作已经减了。"
    )
