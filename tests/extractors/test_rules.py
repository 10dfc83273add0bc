"""Every rule by name: an invented text that it reads, and one much like it that it leaves alone."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from extractors.labels import STYLES
from extractors.pipeline import Reading
from extractors.references import _BEFORE
from tests.conftest import ROOT

# --- the table ----------------------------------------------------------------------------------------------------

NOTICE = "关于修堰的通知\n"
REGULATION = "栖河县古堰管理办法\n"
DECREE = "云州省人民政府令\n第88号\n"
NO_DECREE = "云州省人民政府公告\n第88号\n"
WORK = "1.加固堰体。组织施工。"
PARAGRAPH = "渠水从旁边的导流槽里缓缓流过，老堰工们正在更换第三道闸门，记者在柳溪镇看到了这一幕。\n"
DREDGING = "抓清淤。渠道里的淤泥一车车运走，水流得畅快。\n"
CARE = "促管护。聘请老堰工，定期巡查闸门和水位。\n"


def policy(body: str) -> str:
    """A document that says what shall be."""
    return f"栖河县人民政府关于振兴古堰经济的实施意见\n各镇人民政府：\n为振兴古堰经济，提出以下意见。\n{body}"


def letter(body: str) -> str:
    """A document that tells what was done."""
    return f"栖河县水务局关于修缮古堰提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n{body}"


def article(body: str) -> str:
    """A text with headings, but without numbers."""
    return f"古堰新生记\n{PARAGRAPH}{body}"


#: The name of a rule: a text in which it finds something, and one in which it finds nothing.
RULES: dict[str, tuple[str, str]] = {
    # What the document says of itself
    "number.head": (f"栖政〔2024〕9号\n{REGULATION}", f"{REGULATION}（栖政〔2024〕9号）\n"),
    "number.table": (
        f"发文字号：栖政〔2024〕9号\n{REGULATION}",
        f"查阅编号：栖政〔2024〕9号\n{REGULATION}",
    ),
    "number.decree": (DECREE, NO_DECREE),
    "number.file": (
        policy("1.修缮古堰。\n附件：栖政〔2024〕9号.pdf\n"),
        policy("1.修缮古堰。\n附件：栖政〔2024〕9号图纸\n"),
    ),
    "title.table": ("标题：古堰管护办法\n", "题目：古堰管护办法\n"),
    "title.type_noun": (REGULATION, "栖河县古堰新貌\n"),
    "title.decree": (
        f"{DECREE}《云州省古堰保护条例》已经通过，现予公布。\n",
        f"{DECREE}古堰保护条例已经通过，现予公布。\n",
    ),
    "title.heading": ("# 栖河县 柳溪镇古堰管护办法\n", "# 栖河县水利局文件\n"),
    "title.headline": ("栖河县古堰新貌\n", REGULATION),
    "issuer.signature": (
        policy("一、修堰。\n栖河县人民政府\n2024年6月3日\n"),
        policy("一、修堰。\n栖河县人民政府\n2024年6月3日前完工\n"),
    ),
    "issuer.title": (f"栖河县水务局{NOTICE}", NOTICE),
    "issuer.table": (f"发布机构：栖河县水务局\n{NOTICE}", f"审核机构：栖河县水务局\n{NOTICE}"),
    "issuer.line": (
        f"{NOTICE}各镇：\n请修堰。\n栖河县水务局\n",
        f"{NOTICE}各镇：\n请修堰。\n报栖河县水务局备案\n",
    ),
    "issuer.dateline": (
        "古堰新貌\n新华网澜江3月5日电 古堰修好了。\n",
        "古堰新貌\n澜江网澜江3月5日电 古堰修好了。\n",
    ),
    "issuer.decree": (DECREE, NO_DECREE),
    "issuer.reader": (
        "古堰管护办法解读\n一、修缮古堰。\n解读机关：栖河县水务局\n",
        "古堰管护办法解读\n一、修缮古堰。\n解读地点：栖河县水务局\n",
    ),
    "level.own_region": (f"{NOTICE}各镇：\n我县修堰。\n", f"{NOTICE}各镇：\n该县修堰。\n"),
    "level.title": (f"{REGULATION}本办法管堰。\n", "古堰管理办法\n本办法管堰。\n"),
    "date_written.signature": (
        policy("一、修堰。\n栖河县人民政府\n2024年6月3日\n"),
        policy("一、修堰。\n报栖河县人民政府审定\n2024年6月3日\n"),
    ),
    "date_written.table": (f"成文日期：2024年7月1日\n{NOTICE}", f"查阅日期：2024年7月1日\n{NOTICE}"),
    "date_written.title": (
        f"{REGULATION}（2024年5月10日）\n",
        f"{REGULATION}（2024年5月10日修堰）\n",
    ),
    "date_written.notice": (
        "栖河县水务局关于修堰的通知 请各镇遵照执行。 2024年3月5日 （此件公开）",
        "栖河县水务局关于修堰的通知 请各镇抓紧修堰。 2024年3月5日 （此件公开）",
    ),
    "date_written.line": (
        f"栖河县水务局{NOTICE}各镇：\n请修堰。\n2024年3月5日\n",
        f"{NOTICE}各镇：\n请修堰。\n2024年3月5日\n",
    ),
    "date_written.decree": (f"{DECREE}2024年3月5日\n", f"{DECREE}于2024年3月5日签署\n"),
    "date_published.printed": (
        f"{NOTICE}栖河县水务局办公室2024年6月4日印发\n",
        f"{NOTICE}栖河县水务局办公室2024年6月4日收到\n",
    ),
    "date_published.table": (f"发布日期：2024年7月9日\n{NOTICE}", f"古堰建于2024年7月9日\n{NOTICE}"),
    "date_published.line": (
        "古堰新貌\n来源：栖河网 时间：2024年7月9日\n古堰修好了。\n",
        "古堰新貌\n来源：栖河网 2024年7月9日\n古堰修好了。\n",
    ),
    "effective_from.date": (
        f"{REGULATION}本办法自2024年7月1日起施行。\n",
        f"{REGULATION}古堰自2024年7月1日起开放。\n",
    ),
    "effective_from.issue": (
        f"{REGULATION}本办法自印发之日起施行。\n栖河县人民政府\n2024年6月3日\n",
        f"{REGULATION}本办法自印发之日起施行。\n",
    ),
    "effective_to.date": (
        f"{REGULATION}有效期至2025年12月31日。\n",
        f"{REGULATION}修堰期间为2025年1月1日至2025年12月31日。\n",
    ),
    "effective_to.term": (
        f"{REGULATION}自2024年7月1日起施行，有效期两年。\n",
        f"{REGULATION}有效期两年。\n",
    ),
    "addressees.line": (f"{NOTICE}各镇人民政府：\n请修堰。\n", f"{NOTICE}各镇人民政府请修堰。\n"),
    # Sections
    "section.chapter": (f"{REGULATION}第一章 总则\n第一条 管堰。\n", f"{REGULATION}第一条 管堰。\n"),
    "section.heading": (
        article(f"治水有道\n{PARAGRAPH}{DREDGING}{CARE}"),
        article(f"治水有道\n{PARAGRAPH}"),
    ),
    "section.han": (policy(f"一、修缮古堰\n{WORK}\n"), policy("一、修缮古堰。组织施工。\n")),
    "section.article": (
        f"{REGULATION}第一条 【修缮】\n（一）加固的，给予补助。\n（二）疏浚的，给予补助。\n",
        f"{REGULATION}第一条 加固的，给予补助。\n",
    ),
    "section.task": (
        policy("任务1：修缮古堰\n（1）加固堰体。组织施工。\n（2）疏浚渠道。清淤。\n"),
        policy("任务1：修缮古堰。组织施工。\n任务2：疏浚渠道。清淤。\n"),
    ),
    "section.paren_han": (
        policy(f"（一）修缮古堰\n{WORK}\n2.疏浚渠道。清淤。\n"),
        policy("（一）修缮古堰应当：\n1.加固堰体；\n2.疏浚渠道。\n"),
    ),
    "section.digit": (
        policy("1.修缮古堰\n（1）加固堰体。组织施工。\n（2）疏浚渠道。清淤。\n"),
        policy("1.修缮古堰。组织施工。\n2.疏浚渠道。清淤。\n"),
    ),
    "section.decimal": (
        policy("1.修缮\n1.1修缮古堰\n（1）加固堰体。组织施工。\n（2）疏浚渠道。清淤。\n"),
        policy("1.修缮\n1.1修缮古堰。组织施工。\n1.2疏浚渠道。清淤。\n"),
    ),
    "section.paren_digit": (
        policy("（1）修缮古堰\n①加固堰体。组织施工。\n②疏浚渠道。清淤。\n"),
        policy("（1）修缮古堰。组织施工。\n（2）疏浚渠道。清淤。\n"),
    ),
    "section.circled": (
        letter("一、关于古堰\n①修缮古堰\n一是加固堰体。组织施工。\n二是疏浚渠道。清淤。\n"),
        letter("一、关于古堰\n①修缮古堰。组织施工。\n②疏浚渠道。清淤。\n"),
    ),
    "section.ordinal": (
        letter("一是修缮古堰：\n①加固堰体。组织施工。\n②疏浚渠道。清淤。\n"),
        letter("一是修缮古堰。组织施工。\n二是疏浚渠道。清淤。\n"),
    ),
    "section.side": (
        letter("一方面修缮古堰：\n①加固堰体。组织施工。\n②疏浚渠道。清淤。\n"),
        letter("一方面修缮古堰。\n另一方面发展旅游。\n"),
    ),
    # Measures
    "measure.heading": (article(f"治水有道\n{PARAGRAPH}"), article(PARAGRAPH)),
    "measure.han": (policy("一、修缮古堰。组织施工。\n"), policy(f"一、修缮古堰\n{WORK}\n")),
    "measure.article": (f"{REGULATION}第一条 管堰。\n", f"{REGULATION}依照第一条规定管堰。\n"),
    "measure.task": (policy("任务1：修缮古堰。组织施工。\n"), policy("任务1座：修缮古堰。\n")),
    "measure.paren_han": (policy("（一）修缮古堰。组织施工。\n"), policy("依照第（一）款修缮古堰。\n")),
    "measure.digit": (policy(f"{WORK}\n"), policy("1.5米以下的古堰不修。\n")),
    "measure.decimal": (policy("1.修缮\n1.1修缮古堰。组织施工。\n"), policy("1.修缮古堰1.1米。\n")),
    "measure.paren_digit": (policy("（1）修缮古堰。组织施工。\n"), policy("修缮古堰（1座）。\n")),
    "measure.circled": (policy("①修缮古堰。组织施工。\n"), policy("修缮古堰①。\n")),
    "measure.ordinal": (
        letter("一是修缮古堰。组织施工。\n"),
        policy("一、修缮古堰。一是加固堰体。\n"),
    ),
    "measure.side": (
        letter("一方面，修缮古堰。\n另一方面，发展旅游。\n"),
        letter("一方面修缮古堰，另一方面发展旅游。\n"),
    ),
    "measure.run_in": (
        article(f"治水有道\n{PARAGRAPH}{DREDGING}{CARE}"),
        article(f"治水有道\n{PARAGRAPH}{DREDGING}"),
    ),
    # Other documents
    "reference.before.implements": (
        policy("根据《云州省灌区条例》，修缮古堰。"),
        policy("可以根据《云州省灌区条例》申请修缮。"),
    ),
    "reference.before.repeals": (
        policy("本意见代替《古堰管理规定》。"),
        policy("遵照《古堰管理规定》修堰。"),
    ),
    "reference.before.amends": (
        policy("抓紧修改《古堰管理规定》。"),
        policy("抓紧修改后执行《古堰管理规定》。"),
    ),
    "reference.before.issues": (
        policy("县水务局出台了《古堰管理规定》。"),
        policy("县水务局出台的《古堰管理规定》。"),
    ),
    "reference.before.cites": (policy("标准参照《古堰管理规定》。"), policy("标准按照《古堰管理规定》。")),
    "reference.after.repeals": (policy("《古堰管理规定》同时废止。"), policy("《古堰管理规定》继续有效。")),
    "reference.after.amends": (
        policy("对《古堰管理规定》作出如下修改。"),
        policy("对《古堰管理规定》作出如下说明。"),
    ),
    "reference.after.implements": (
        policy("抓好《古堰管理规定》的贯彻落实。"),
        policy("《古堰管理规定》实施以来，堰体完好。"),
    ),
    "reference.after.issues": (
        policy("《古堰管理规定》现印发给你们。"),
        policy("《古堰管理规定》现已过时。"),
    ),
    "reference.history": (
        policy("（根据《关于修改古堰管理规定的决定》第二次修订）"),
        policy("（根据《关于修改古堰管理规定的决定》第二次研究）"),
    ),
    "reference.named": (policy("《古堰管理规定》继续有效。"), policy("《云州日报》继续出版。")),
    "reference.reply": (
        letter("您提出的《关于修缮古堰的建议》收悉。"),
        letter("我局拟写的《关于修缮古堰的建议》完成。"),
    ),
    # Who leads, answers or supports
    "agency.remark": (policy(f"{WORK}（责任单位：县水务局）"), policy(f"{WORK}（联系方式：县水务局）")),
    "agency.remark_verb": (policy(f"{WORK}（县水务局牵头）"), policy(f"{WORK}（县水务局负责）")),
    "agency.remark_answers": (policy(f"{WORK}（县水务局负责）"), policy(f"{WORK}（县水务局牵头）")),
    "agency.remark_guides": (
        policy(f"{WORK}（县水务局、县财政局指导）"),
        policy(f"{WORK}（老堰工指导）"),
    ),
    "agency.bare_list": (policy(f"{WORK}（县水务局、县财政局）"), policy(f"{WORK}（闸门、渠道）")),
    "agency.line": (policy(f"{WORK}\n责任单位：县水务局"), policy(f"{WORK}\n联系方式：县水务局")),
    "agency.leads": (policy(f"{WORK}由县水务局牵头。"), policy(f"{WORK}鼓励龙头企业牵头组建联营体。")),
    "agency.together_with": (
        policy(f"{WORK}由县水务局会同县财政局组织验收。"),
        policy(f"{WORK}由县水务局会同县财政局负责解释。"),
    ),
    "agency.competent": (
        policy(f"{WORK}县水务局为古堰保护的主管部门。"),
        policy(f"{WORK}古堰保护为大事，要报主管部门。"),
    ),
    "agency.leading_unit": (
        policy(f"{WORK}县水务局为牵头单位。"),
        policy(f"{WORK}龙头企业为牵头单位。"),
    ),
    "agency.jointly": (
        policy(f"{WORK}由县水务局、县财政局共同实施。"),
        policy(f"{WORK}由民宿、企业共同实施。"),
    ),
    "agency.answers_for": (
        policy(f"{WORK}县水务局负责指导修缮。"),
        policy(f"{WORK}本意见由县水务局负责解释。"),
    ),
    "agency.consists_of": (
        policy(f"{WORK}联席会议由县水务局、县财政局组成，县水务局为牵头单位。"),
        policy(f"{WORK}联席会议由县水务局、县财政局组成，县水务局为成员单位。"),
    ),
    "agency.lays_down": (
        policy(f"{WORK}细则由县水务局商县财政局另行制定。"),
        policy(f"{WORK}细则由县水务局商县财政局另行通知。"),
    ),
    "agency.carries_out": (
        policy(f"{WORK}由县水务局对申报材料进行审核。"),
        policy(f"{WORK}堰长提出申请，由县水务局对申报材料进行审核。"),
    ),
    "agency.duty": (policy(f"{WORK}各镇要切实落实属地责任。"), policy(f"{WORK}各镇要切实落实清淤经费。")),
    "agency.below": (
        policy(f"{WORK}各镇人民政府要将修堰列入议事日程。"),
        policy(f"{WORK}各镇人民政府要将石料运到柳溪镇。"),
    ),
    "agency.shared": (
        policy(f"{WORK}县里定方案，县水务局、县财政局分工落实。"),
        policy(f"{WORK}县里定方案，县水务局、县财政局分别审阅。"),
    ),
    "agency.handles": (
        letter("本提案由我局主办，县财政局会办。\n"),
        letter("本提案由我局主办，县财政局知悉。\n"),
    ),
    "agency.opinion": (
        letter("一、关于经费\n县财政局意见：同意安排经费。\n"),
        policy("一、关于经费\n县财政局意见：同意安排经费。\n"),
    ),
    "agency.asked": (policy(f"{WORK}请县水务局抓紧清淤。"), policy(f"{WORK}请老堰工抓紧清淤。")),
    "agency.remark_together": (
        policy(f"{WORK}（县水务局会同县财政局负责）"),
        policy(f"{WORK}（县水务局会同县财政局牵头）"),
    ),
    "agency.cooperates": (policy(f"{WORK}各有关部门要积极配合。"), policy(f"{WORK}各有关部门要积极宣传。")),
    "agency.subject": (
        letter("一、关于经费\n县水务局先后委托编制方案。\n"),
        policy("一、关于经费\n县水务局先后委托编制方案。\n"),
    ),
    # Money given
    "funding.grant": (policy("对老堰工给予3万元补助。"), policy("老堰工工资3万元。")),
    "funding.grant.max": (policy("对老堰工给予最高3万元补助。"), policy("对老堰工给予3万元补助。")),
    "funding.grant.rate": (policy("按修堰投入的20%给予补助。"), policy("修堰贷款利率为20%。")),
    "funding.grant.rate.max": (
        policy("给予不超过修堰投入20%的补助。"),
        policy("按修堰投入的20%给予补助。"),
    ),
    "funding.grant.points": (
        policy("对修堰贷款给予2个百分点的贴息。"),
        policy("修堰贷款利率下降2个百分点。"),
    ),
    "funding.grant.points.max": (
        policy("对修堰贷款给予不超过2个百分点的贴息。"),
        policy("对修堰贷款给予2个百分点的贴息。"),
    ),
    "funding.grant.ratio": (policy("对修堰按1:1比例配套资助。"), policy("灰浆按1:1比例调和。")),
    "funding.cap": (
        policy("对老堰工给予3万元补助，每村上限约10万元。"),
        policy("对老堰工给予3万元补助，每村收费约10万元。"),
    ),
    "funding.cap.max": (
        policy("对老堰工给予3万元补助，每村上限10万元。"),
        policy("每村上限10万元。"),
    ),
    "funding.listed": (
        policy("获得国家级称号的奖50万元，省级30万元。"),
        policy("获得国家级称号的奖50万元，带动投资30万元。"),
    ),
    "funding.listed.max": (
        policy("获得国家级称号的奖50万元，省级30万元以内。"),
        policy("获得国家级称号的奖50万元，省级30万元。"),
    ),
    # Money set aside
    "funding.budget": (policy("县财政安排修堰资金5000万元。"), policy("完成修堰投资5000万元。")),
    "funding.budget.max": (
        policy("县财政安排修堰资金不超过5000万元。"),
        policy("县财政安排修堰资金5000万元。"),
    ),
    "issuer.letterhead": (
        "栖河县人民政府办公室文件\n县人民政府办公室关于修堰的通知\n各镇：\n请修堰。\n",
        "县人民政府办公室关于修堰的通知\n各镇：\n请修堰。\n",
    ),
    "funding.cost": (
        letter("编制修堰规划，支付编制费用38万元。"),
        letter("编制修堰规划，节省编制费用38万元。"),
    ),
    "funding.cost.max": (
        letter("编制修堰规划，支付编制费用38万元以内。"),
        letter("编制修堰规划，节省编制费用38万元以内。"),
    ),
    "funding.budget.pool": (policy("设立5000万元的茶农风险补偿资金。"), policy("设立5000万元的茶农保险。")),
    "funding.budget.pool.max": (
        policy("设立不超过5000万元的茶农风险补偿资金。"),
        policy("设立5000万元的茶农风险补偿资金。"),
    ),
    "funding.budget.ratio": (
        policy("修堰资金由省、县两级按4:6比例分担。"),
        policy("修堰石料由省、县两级按4:6比例分担。"),
    ),
    "funding.budget.share": (policy("修堰资金的30%用于清淤。"), policy("修堰土方的30%用于填沟。")),
    "funding.budget.share.max": (
        policy("修堰资金中不超过30%用于清淤。"),
        policy("修堰资金的30%用于清淤。"),
    ),
    "funding.part": (
        policy("县财政安排修堰资金3亿元，其中山塘整治1.2亿元。"),
        policy("县财政安排修堰资金3亿元，其中山塘整治完成投资5亿元。"),
    ),
    "funding.part.max": (
        policy("县财政安排修堰资金3亿元，其中山塘整治不超过1.2亿元。"),
        policy("县财政安排修堰资金3亿元，其中山塘整治1.2亿元。"),
    ),
    "funding.voucher": (policy("发放消费券500万元。"), policy("带动消费500万元。")),
    "funding.voucher.max": (policy("发放不超过500万元的消费券。"), policy("发放500万元的消费券。")),
    "none.named-before": (policy("通过2亿元的专项资金予以补助。"), policy("给予2亿元的专项资金补助。")),
    "funding.quota": (policy("争取上级资金200万元。"), policy("争取游客消费200万元。")),
    "funding.quota.max": (policy("争取上级资金不超过200万元。"), policy("争取上级资金200万元。")),
    "funding.finance": (policy("茶农担保余额突破10亿元。"), policy("茶农担保费突破10亿元。")),
    "funding.finance.max": (policy("提供最高30万元的创业担保贷款。"), policy("提供30万元的创业担保贷款。")),
    "funding.finance.fund": (policy("设立总规模20亿元的古堰基金。"), policy("设立总规模20亿元的古堰集团。")),
    "funding.finance.fund.max": (
        policy("设立规模不超过20亿元的古堰基金。"),
        policy("设立规模20亿元的古堰基金。"),
    ),
    "funding.finance.more": (
        policy("设立规模20亿元的古堰基金，首期3亿元。"),
        policy("设立规模20亿元的古堰基金，民宿3亿元。"),
    ),
    "funding.finance.more.max": (
        policy("提供20万元的创业担保贷款，合伙的可提高至110万元以内。"),
        policy("提供20万元的创业担保贷款，合伙的可提高至110万元。"),
    ),
    "funding.paid.share": (letter("修堰资金已兑现74.6%。"), letter("修堰工程已完工74.6%。")),
    "funding.paid.share.max": (letter("修堰资金已兑现70%至80%。"), letter("修堰资金已兑现74.6%。")),
    # Sums and shares that are no public money
    "fine": (policy("毁堰的，处5万元以下罚款。"), policy("护堰的，给予5万元以下奖励。")),
    "ratio": (policy("灰浆按1:3比例调和。"), policy("对修堰按1:3比例配套资助。")),
    # Conditions
    "condition": (policy("支持产值2亿元以上的民宿。"), policy("民宿完成产值2亿元以上。")),
    "condition.step": (policy("每新增5万元再奖励1万元。"), policy("新增5万元再奖励1万元。")),
    "condition.required": (policy("民宿应当具备8万元以上资金。"), policy("民宿应当给予8万元以上资金。")),
    "condition.threshold": (
        policy("民宿销售额达到5亿元的，给予9万元奖励。"),
        policy("民宿实现销售额5亿元。"),
    ),
    "condition.eligibility": (
        policy("民宿应当符合下列条件：\n（一）拥有客房5间以上；\n（二）无事故。\n"),
        policy("民宿今年这样发展：\n（一）拥有客房5间以上；\n（二）无事故。\n"),
    ),
    # Outcomes
    "target.count": (policy("县里新增游船30艘。"), policy("县里内有游船30艘。")),
    "target.share": (policy("堰体完好率达到90%。"), policy("堰体得分达到90%。")),
    "target.growth": (policy("力争游客增长7%。"), policy("力争完好率达到7%。")),
    "target.money": (policy("完成投资6亿元。"), policy("支持投资6亿元的民宿。")),
    # Why a figure is no outcome
    "none.without-unit": (policy("修缮古堰6万。"), policy("修缮古堰6万座。")),
    "none.round": (policy("开展3轮巡堰。"), policy("开展3场巡堰。")),
    "none.formula": (policy("完好率=完好堰数/古堰数×100%。"), policy("完好率达到100%。")),
    "none.in-a-name": (policy("加快20万吨茶饮料项目前期工作。"), policy("新增20万吨茶饮料。")),
    "none.harm": (letter("全县累计受伤3人。"), letter("全县累计培训3人。")),
    "none.aside": (letter("古堰（堰长800米）修好了。"), letter("古堰（新建800米）修好了。")),
    "none.charge": (letter("民宿房租下调3%。"), letter("民宿订房下降3%。")),
    "none.tax": (policy("民宿房产税起征点为5000元。"), policy("民宿每户收入达到5000元。")),
    "none.dose": (policy("使用500毫克/升消毒液。"), policy("粉尘浓度控制在28微克/立方米。")),
    "none.counts-list": (policy("修缮飞沙堰等3座古堰。"), policy("新增飞沙堰等3座古堰。")),
    "none.given-before": (policy("修缮上述19座。"), policy("修缮古堰19座。")),
    "none.exists": (policy("区内有24幢民宿。"), policy("区内新建24幢民宿。")),
    "none.own-parts": (policy("打造12条措施。"), policy("累计出台12条措施。")),
    "none.spelled": (policy("统筹两个市场。"), policy("举办两场茶会。")),
    "none.bodies": (policy("由6个部门组成。"), policy("新增6个部门。")),
    "none.size": (policy("古堰旁50米。"), policy("新建步道50米。")),
    "none.times": (policy("堰宽为渠宽的3倍。"), policy("堰宽扩大3倍。")),
    "none.single": (policy("每堰1名堰长。"), policy("新增1名堰长。")),
    "none.last-year": (
        policy("(一)上一年度在本县营收总额不低于100万元。"),
        policy("(一)上一年度在本县捐建古堰不低于3座。"),
    ),
    "none.frequency": (policy("每天巡堰3次。"), policy("县里巡堰3次。")),
    "none.digits": (policy("堰号为6位数字。"), policy("新增6位堰长。")),
    "none.copies": (policy("申请表2份。"), policy("茶叶2份。")),
    "none.size-of-bodies": (policy("员工20人企业。"), policy("员工20人。")),
    "none.base": (policy("缴存基数为3000元。"), policy("完成投资3000元。")),
    # What could not be read
    "unread": (policy("共划出2/3。"), policy("完好率达到2/3。")),
    "quantity.unread": (policy("共划出2/3。"), policy("完好率达到2/3。")),
    "text.damaged": (
        "古堰經費補?。與渠道連接處經過檢查?yàn)收，運轉順暢。",
        "古堰經費補助。與渠道連接處經過檢查驗收，運轉順暢。",
    ),
}

#: Names that the source could put together and no text gives, and why.
NEVER = {
    "measure.chapter": "a chapter groups articles and is no action itself",
    "section.run_in": "a paragraph that a few words head has no items under it",
    "funding.grant.ratio.max": "a ratio gives one exact rate",
    "funding.budget.ratio.max": "a ratio gives one exact rate",
}


@cache
def rules_of(text: str) -> frozenset[str]:
    """The names of all rules that found something in a text, or say why a number in it is no fact."""
    reading = Reading(text)
    rows = [
        *reading.document.evidence.values(),
        *reading.sections,
        *reading.measures,
        *reading.references,
        *reading.led_by,
        *reading.targets,
        *reading.funding,
        *reading.unresolved,
    ]
    return frozenset({row.rule for row in rows} | {use.rule for _mention, use in reading.uses})


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_what_it_is_for_and_leaves_alone_what_is_much_like_it(rule: str) -> None:
    given, near_miss = RULES[rule]
    assert rule in rules_of(given)
    assert rule not in rules_of(near_miss)


# --- the names in the source --------------------------------------------------------------------------------------

_NAME = re.compile(r"[a-z_]+(?:\.[a-z_-]+)*")
_TEMPLATE = re.compile(r"[a-z_{}]+(?:\.[a-z_{}-]+)+")
#: What looks like the name of a rule and is none.
NO_RULES = {"doc.spans", "{}.txt"}


def names_in_source() -> set[str]:
    """Every name of a rule that stands in the source of the extractors or that it puts together."""
    trees = {p.stem: ast.parse(p.read_text("utf-8")) for p in sorted((ROOT / "extractors").rglob("*.py"))}
    names = {name for tree in trees.values() for name in _strings(tree) if "." in name}
    names |= {
        name for tree in trees.values() for call in _calls_of_use(tree) for name in _strings(call, tree)
    }
    names |= {
        name for value in _returned_strings(trees["outcomes"]) for name in _strings(value, trees["outcomes"])
    }
    (dates,) = (
        n for n in ast.walk(trees["signatures"]) if isinstance(n, ast.FunctionDef) and n.name == "_dates"
    )
    kinds = {name for n in ast.walk(dates) if isinstance(n, ast.Tuple) for name in _strings(n.elts[-1])}
    names -= NO_RULES
    expanded = {
        "{}.{}": {f"{kind}.{style}" for kind in ("measure", "section") for style in STYLES},
        "{}.max": {f"{name}.max" for name in names if name.startswith("funding.")},
        "date_written.{}": {f"date_written.{kind}" for kind in kinds},
        "reference.before.{}": {f"reference.before.{relation}" for relation in _BEFORE.groupindex},
    }
    templates = {template for tree in trees.values() for template in _templates(tree)} - NO_RULES
    assert templates == set(expanded), "say above what the new f-string can become"
    return names.union(*expanded.values())


def _strings(node: ast.AST, module: ast.Module | None = None) -> set[str]:
    """The strings in a piece of source that could name a rule; with `module`, its constants are looked up."""
    constants = {
        ast.unparse(line.targets[0]): line.value
        for line in (module.body if module else [])
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant)
    }
    parts = [constants.get(n.id, n) if isinstance(n, ast.Name) else n for n in ast.walk(node)]
    values = {n.value for n in parts if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return {value for value in values if _NAME.fullmatch(value)}


def _templates(tree: ast.Module) -> set[str]:
    """The f-strings that could name a rule, with {} for what is put in."""
    strings = [n for n in ast.walk(tree) if isinstance(n, ast.JoinedStr)]
    found = {
        "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in s.values) for s in strings
    }
    return {template for template in found if _TEMPLATE.fullmatch(template)}


def _calls_of_use(tree: ast.Module) -> list[ast.expr]:
    """What `Use` is given as its rule."""
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func) == "Use"]
    return [call.args[1] for call in calls]


def _returned_strings(tree: ast.Module) -> list[ast.expr]:
    """What those functions return that return a string or None: in `extractors.outcomes` it is a rule."""
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    functions = [f for f in functions if f.returns and ast.unparse(f.returns) in ("str", "str | None")]
    return [n.value for f in functions for n in ast.walk(f) if isinstance(n, ast.Return) and n.value]


def test_every_rule_has_its_examples() -> None:
    assert set(RULES) == names_in_source() - set(NEVER)
    assert set(NEVER) <= names_in_source()


def test_no_text_gives_another_name() -> None:
    texts = [text for pair in RULES.values() for text in pair]
    assert set().union(*map(rules_of, texts)) == set(RULES)
