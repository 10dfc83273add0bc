"""Who leads, answers for or supports a measure, on invented examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.agency_names import looks_like_agency, split_names
from extractors.pipeline import Reading
from tests.growth import is_linear

LISTS = [
    ("区水务局等和各镇政府", ["区水务局", "各镇政府"]),
    ("区水务局、区财政局", ["区水务局", "区财政局"]),
    ("区水务局和区财政局", ["区水务局", "区财政局"]),
    ("市自然资源和规划局、文化和旅游部", ["市自然资源和规划局", "文化和旅游部"]),
    ("省、市水利部门", ["省水利部门", "市水利部门"]),
    ("市、县(区)人民政府", ["市人民政府", "县(区)人民政府"]),
    ("各县(市、区)政府,市直园区管委会", ["各县(市、区)政府", "市直园区管委会"]),
    ("水利部、财政部等有关部门", ["水利部", "财政部", "有关部门"]),
    ("由区水务局", ["区水务局"]),
    ("各市、县〔区〕人民政府", ["各市人民政府", "县〔区〕人民政府"]),
    ("区水务局、区财政局等12个部门", ["区水务局", "区财政局"]),
    ("栖东区、柳溪区人民政府", ["栖东区人民政府", "柳溪区人民政府"]),
    ("我区、区水务局", ["区水务局"]),
    ("柳溪镇和栖东镇", ["柳溪镇", "栖东镇"]),
    ("柳溪村和栖东镇", ["柳溪村和栖东镇"]),
    ("澜江海关和县水务局", ["澜江海关", "县水务局"]),
    ("栖河、澜江等省份", ["栖河", "澜江"]),
    ("栖河、澜江等地区", ["栖河", "澜江"]),
    ("栖河、澜江等城市", ["栖河", "澜江"]),
    ("栖河、澜江等省区市", ["栖河", "澜江"]),
    ("栖河、澜江等古堰", ["栖河", "澜江等古堰"]),
    ("云州省和栖河市水利局", ["云州省水利局", "栖河市水利局"]),
    ("云州省和栖河市水利学会", ["云州省和栖河市水利学会"]),
    ("省、市、县水务部门", ["省水务部门", "市水务部门", "县水务部门"]),
    ("省、老堰工、县水务部门", ["老堰工", "县水务部门"]),
    ("直辖市、自治州水务局", ["直辖市水务局", "自治州水务局"]),
    ("自治区、直辖市水务部门", ["自治区水务部门", "直辖市水务部门"]),
    ("栖东区、柳溪区水务局", ["栖东区水务局", "柳溪区水务局"]),
    ("各区、柳溪区水务局", ["各区", "柳溪区水务局"]),
    ("栖东县、柳溪县、澜江县政府", ["栖东县政府", "柳溪县政府", "澜江县政府"]),
    ("栖东县、古堰办、澜江县政府", ["栖东县", "古堰办", "澜江县政府"]),
    ("县水务局、县文旅局等县级有关部门", ["县水务局", "县文旅局", "县级有关部门"]),
]

#: Fields in the place of names, and what is none.
FIELDS = [
    ("财政、水务等部门", ["财政部门", "水务部门"]),
    ("财政、水务等职能部门", ["财政部门", "水务部门"]),
    ("各级财政、水务部门", ["各级财政部门", "水务部门"]),
    ("公安、司法机关", ["公安机关", "司法机关"]),
    ("财政、县水务局等部门", ["财政部门", "县水务局"]),
    ("县水务局、县财政部门", ["县水务局", "县财政部门"]),
    ("财政、水务企业", []),
]

#: A sentence of a letter and who is its subject; in pairs of which the second is much like the first.
SUBJECTS = [
    ("老茶行符合县水务局、县文旅局联合印发的办法。", []),
    ("栖河网报道,县水务局先后编制方案。", ["县水务局"]),
    ("栖河网公告,县水务局先后编制方案。", []),
    ("老堰工称,县水务局先后编制方案。", ["县水务局"]),
    ("老堰工夸,县水务局先后编制方案。", []),
    ("《栖河周刊》刊文,县水务局先后编制方案。", ["县水务局"]),
    ("《栖河周刊》发行,县水务局先后编制方案。", []),
    ("澜江海关先后编制方案。", ["澜江海关"]),
    ("澜江雄关先后编制方案。", []),
    ("县融媒体中心先后编制方案。", ["县融媒体中心"]),
    ("县水务信息中心先后编制方案。", ["县水务信息中心"]),
    ("县游客中心先后编制方案。", []),
    ("水利研究院先后编制方案。", ["水利研究院"]),
    ("水利四合院先后编制方案。", []),
    ("县网信办先后编制方案。", ["县网信办"]),
    ("县扶贫办先后编制方案。", ["县扶贫办"]),
    ("县里创办先后编制方案。", []),
    ("银监会先后编制方案。", ["银监会"]),
    ("庙会先后编制方案。", []),
    ("云州省先后编制方案。", ["云州省"]),
    ("云州岭先后编制方案。", []),
    ("县水务局马上编制方案。", ["县水务局"]),
    ("县水务局迅速编制方案。", ["县水务局"]),
    ("县水务局缓慢编制方案。", []),
    ("县水务局正加固古堰。", ["县水务局"]),
    ("县水务局正确认识古堰。", []),
    ("县水务局针对古堰险情马上编制方案。", ["县水务局"]),
    ("县水务局关于古堰险情马上编制方案。", []),
    ("县水务局和重点民宿企业先后编制方案。", ["县水务局", "重点民宿企业"]),
    ("县水务局和老堰工先后编制方案。", []),
    ("县水务局等单位先后编制方案。", ["县水务局"]),
    ("浙江、江苏等省份先后编制方案。", ["浙江", "江苏"]),
    ("浙江、江苏等古堰先后编制方案。", []),
    ("推动县水务局先后编制方案。", []),
    ("压实县水务局先后编制方案。", []),
    ("明确县水务局先后编制方案。", []),
    ("拟于县水务局先后编制方案。", []),
    ("建议县水务局先后编制方案。", []),
    ("关注县水务局先后编制方案。", []),
    ("柳溪旗围绕古堰编制方案。", ["柳溪旗"]),
    ("红旗围绕古堰飘扬。", []),
    ("县水务局今年已修缮古堰。", ["县水务局"]),
    ("县水务局今年古堰多。", []),
    ("温岭计划编制方案。", ["温岭"]),
    ("古岭计划编制方案。", []),
    ("柳溪县统一编制方案。", ["柳溪县"]),
    ("柳溪县统考编制方案。", []),
    ("县水务局为各镇配备水车。", ["县水务局"]),
    ("县水务局为各镇描画水车。", []),
    ("水利科学院先后编制方案。", ["水利科学院"]),
    ("下一步,县水务局将编制方案。", ["县水务局"]),
    ("下游处,县水务局将编制方案。", []),
    ("汛期刚过,县水务局先后编制方案。", ["县水务局"]),
    ("汛期汹涌,县水务局先后编制方案。", []),
    ("县委编办、县水务局先后编制方案。", ["县委编办", "县水务局"]),
    ("县委汇编办、老堰工先后编制方案。", []),
    ("栖河建筑有限公司先后编制方案。", []),
    ("栖河建筑公司先后编制方案。", ["栖河建筑公司"]),
    ("目前全县先后编制方案。", []),
]

AGENCIES = [
    "区水务局",
    "县委组织部",
    "各镇(街道)",
    "市资规局柳溪分局",
    "古堰管理办公室",
    "区城投集团",
    "有关部门",
    "栖东区",
    "县水务局〔古堰办〕",
    "云州省",
    "审计机关",
    "执法系统",
    "税务系统",
    "教育系统",
    "卫生系统",
    "卫健系统",
    "民政系统",
    "公安系统",
    "政法系统",
    "房管系统",
    "工会系统",
    "人社系统",
    "医保系统",
    "交通系统",
    "水务系统",
    "监管系统",
    "金融系统",
    "邮政系统",
    "海关系统",
    "县供销总社",
    "县监管组",
]
NO_AGENCIES = [
    "县采茶组",
    "县茶社",
    "古堰〔百年〕",
    "云州岭",
    "水车机",
    "灌溉系统",
    "下同",
    "古堰",
    "我区",
    "2024年",
    "列第一位者为牵头单位",
    "局",
    "加固堰体",
    "以下简称办法",
]

#: The end of a measure, and its rows as agency:role.
ASSIGNMENTS = [
    ("（责任单位：县水务局、县财政局）", ["县水务局:responsible", "县财政局:responsible"]),
    ("(责任单位:县水务局", ["县水务局:responsible"]),
    (
        "（牵头单位：县水务局；配合单位：县财政局、各镇）",
        ["县水务局:lead", "县财政局:support", "各镇:support"],
    ),
    ("（牵头单位：县水务局，责任单位：县财政局）", ["县水务局:lead", "县财政局:responsible"]),
    (
        "（由县水务局牵头，县财政局、县农业农村局配合）",
        ["县水务局:lead", "县财政局:support", "县农业农村局:support"],
    ),
    ("县水务局负责古堰修缮资金的监督检查。", ["县水务局:lead"]),
    ("对入选的工匠，县文旅局将牵头组织培训。", ["县文旅局:lead"]),
    (
        "（县水务局牵头，县财政局参与）（县财政局、县文旅局指导）",
        ["县水务局:lead", "县财政局:support", "县文旅局:responsible"],
    ),
    ("由三家单位组成，县水务局为牵头单位。", ["县水务局:lead"]),
    ("（责任单位：园区和示范区管委会）", ["园区管委会:responsible", "示范区管委会:responsible"]),
    ("联络员由县水务局有关股室负责同志担任。", []),
    ("（县水务局、县财政局负责）", ["县水务局:lead", "县财政局:lead"]),
    (
        "（县水务局、县财政局牵头，县文旅局、县商务局，各镇人民政府配合）",
        ["县水务局:lead", "县财政局:lead", "县文旅局:support", "县商务局:support", "各镇人民政府:support"],
    ),
    (
        "（县水务局牵头，县财政局、县商务局按职责分工负责）",
        ["县水务局:lead", "县财政局:responsible", "县商务局:responsible"],
    ),
    (
        "（县水务局、县文旅局会同县财政局负责）",
        ["县水务局:lead", "县文旅局:lead", "县财政局:support"],
    ),
    ("请县水务局、县财政局抓紧清淤。", ["县水务局:responsible", "县财政局:responsible"]),
    ("（县财政局、县商务局按职责分工负责）", ["县财政局:responsible", "县商务局:responsible"]),
    ("（责任单位：县水务局（牵头）、县财政局）", ["县水务局:lead", "县财政局:responsible"]),
    ("本意见由县水务局会同县财政局负责解释。", []),
    ("（县水务局、县财政局）", ["县水务局:responsible", "县财政局:responsible"]),
    ("〔责任单位：县水务局〕", ["县水务局:responsible"]),
    ("责任单位为县水务局、县财政局。", ["县水务局:responsible", "县财政局:responsible"]),
    ("由县水务局牵头，县财政局参与。", ["县水务局:lead", "县财政局:support"]),
    ("由县水务局会同县财政局组织审核。", ["县水务局:lead", "县财政局:support"]),
    ("所需经费由县水务局负责。", ["县水务局:lead"]),
    ("主办单位：县水务局。协办单位：县总工会。", ["县水务局:lead", "县总工会:support"]),
    ("以县水务局牵头组织清淤。", ["县水务局:lead"]),
    ("县水务局要做好牵头组织。", ["县水务局:lead"]),
    ("县水务局要发挥牵头作用。", ["县水务局:lead"]),
    ("省水利主管部门应会同省财政部门制定标准。", ["省水利主管部门:lead", "省财政部门:support"]),
    ("细则由县水务局另行制定。", ["县水务局:responsible"]),
    ("细则由县商务局另行规定。", ["县商务局:responsible"]),
    ("细则由县水务局商有关部门制定。", ["县水务局:lead", "有关部门:support"]),
    ("2024年3月前,由县水务局进行审核。", ["县水务局:responsible"]),
    ("闸门由县水务局统一登记。", ["县水务局:responsible"]),
    ("各镇要对照清单,压实管护责任。", ["各镇:responsible"]),
    ("县水务局作为古堰主管单位,应履行好管护职责。", ["县水务局:responsible"]),
    ("县水务局、县财政局按照职责分工抓好落实。", ["县水务局:responsible", "县财政局:responsible"]),
    ("各级财政、水务部门按照职责分工抓好落实。", ["各级财政部门:responsible", "水务部门:responsible"]),
    ("各镇要履职尽责。", ["各镇:responsible"]),
    ("全县水务系统按照职责分工抓好落实。", ["全县水务系统:responsible"]),
    ("审计机关根据职责抓好落实。", ["审计机关:responsible"]),
    ("(三)县水务局按照职责分工抓好落实。", ["县水务局:responsible"]),
    ("管护第五条县水务局负责指导修缮。", ["县水务局:lead"]),
    ("各镇要主动对接,密切配合。", ["各镇:support"]),
    (
        "联席会议由县水务局、县财政局、县文旅局组成,县水务局为牵头单位。",
        ["县财政局:support", "县文旅局:support", "县水务局:lead"],
    ),
    ("县文旅局负责指导修缮,县水务局负责工程验收。", ["县文旅局:lead", "县水务局:lead"]),
    ("县水务局负责清淤资金拨付。", ["县水务局:lead"]),
    # Who is competent is said beside other assignments too.
    (
        "县水务局是古堰保护的主管部门,由县财政局牵头。",
        ["县水务局:responsible", "县财政局:lead"],
    ),
    # Nobody is assigned anything here.
    ("以龙头企业牵头组织清淤。", []),
    ("省水利主管部门会同省财政部门制定标准。", []),
    ("细则由县水务局另行通知。", []),
    ("堰长申请,由县水务局进行审核。", []),
    ("闸门由县水务局统统登记。", []),
    ("老堰工按照职责分工抓好落实。", []),
    ("全县灌溉系统按照职责分工抓好落实。", []),
    ("各镇要尽力而为。", []),
    ("推动各镇落实管护责任。", []),
    ("两个镇要落实管护责任。", []),
    ("由三家单位共同实施。", []),
    ("老堰工要密切配合。", []),
    ("请老堰工抓紧清淤。", []),
    ("恳请县水务局抓紧清淤。", []),
    ("联席会议由县水务局、县财政局组成,县水务局为成员单位。", []),
    ("县水务局负责清淤资金兑换。", []),
    ("县水务局每年公布名单。", []),
    ("由县水务局负责汇总后报县政府。", []),
    ("本意见由县水务局负责解释。", []),
    ("本意见由县水务局进行解释。", []),
    ("古堰节由县文旅局承办，各镇展出竹编。", ["县文旅局:lead"]),
    ("县水务局要督促各村落实主体责任。", []),
    ("违反规定的单位应承担赔偿责任。", []),
    ("任何单位要承担相应责任。", []),
    ("用人单位要落实主体责任。", []),
    ("设立泵站的单位要配备设备，积极配合。", []),
    ("县应急局要落实主体责任。", ["县应急局:responsible"]),
    ("请申报单位按照要求填表。", []),
    ("渠道不再由镇里清理，请县水务局于2024年底前接手。", ["县水务局:responsible"]),
    ("渠道不再由镇里清理，请各镇于2024年底前移交。", []),
    (
        "古堰联席会议由县水务局、县财政局、县文旅局3个部门和单位组成，县水务局为牵头单位。",
        ["县财政局:support", "县文旅局:support", "县水务局:lead"],
    ),
    ("由县水务局提供的石料，老堰工砌堰。", []),
    ("县水务局要求各镇落实管护责任。", []),
    ("各镇应急队落实管护责任。", []),
    ("各镇落实主体责任不到位的，予以通报。", []),
    (
        "县水务局牵头，会同县财政局、县文旅局开展验收。",
        ["县水务局:lead", "县财政局:support", "县文旅局:support"],
    ),
    ("县水务局统筹推进，县财政局牵头抓总。", ["县财政局:lead"]),
    ("验收由县水务局负责组织。", ["县水务局:lead"]),
    ("县水务局、县财政局分工落实。", ["县水务局:responsible", "县财政局:responsible"]),
    ("各修堰部门要按照职责分工，密切配合。", ["各修堰部门:support"]),
    ("各修堰部门要按照职责分工，抓好落实。", ["各修堰部门:responsible"]),
    ("由县教育局教研室牵头制定课程。", ["县教育局教研室:lead"]),
    ("（县水务局、栖河海关等）", ["县水务局:responsible", "栖河海关:responsible"]),
    ("（县财政局、县担保集团）", ["县财政局:responsible", "县担保集团:responsible"]),
    ("（县财政局、栖河茶业集团）", []),
    ("鼓励龙头企业牵头组建联营体。", []),
    ("（含设备购置）", []),
    ("（证照、卫生、消防）", []),
    ("（见附件）", []),
    ("（县水务局牵头，县供销社具体实施）", ["县水务局:lead", "县供销社:responsible"]),
    (
        "县水务局牵头负责修堰,县财政局、县文旅局等部门要主动配合。",
        ["县水务局:lead", "县财政局:support", "县文旅局:support"],
    ),
    ("县水务局牵头负责修堰,老堰工要主动配合。", ["县水务局:lead"]),
    (
        "县水务局牵头抓总,县财政局、县文旅局分工落实。",
        ["县水务局:lead", "县财政局:responsible", "县文旅局:responsible"],
    ),
    ("县水务局牵头抓总,老堰工分工落实。", ["县水务局:lead"]),
    ("县水务局牵头抓总,县财政局按职责分工协同推进。", ["县水务局:lead", "县财政局:support"]),
    ("县水务局统筹负责本办法实施。", ["县水务局:lead"]),
    ("县水务局统筹负责本办法宣传。", []),
    ("县水务局负责古堰修缮的统筹协调。", ["县水务局:lead"]),
    ("本办法由县水务局负责组织实施和解释,各镇遵照执行。", ["县水务局:lead"]),
    ("由古堰专班负责日常协调。", ["古堰专班:lead"]),
    ("由古堰专班负责打印图纸。", []),
    (
        "县水务局牵头,会同县财政局、县文旅局等部门,开展验收。",
        ["县水务局:lead", "县财政局:support", "县文旅局:support"],
    ),
    ("县水务局牵头,会同县财政局委托机构验收。", ["县水务局:lead", "县财政局:support"]),
    ("省水务厅会同有关方面适时开展督查。", ["省水务厅:lead", "有关方面:support"]),
    ("各镇人民政府要将古堰列入议事日程。", ["各镇人民政府:responsible"]),
    ("各镇人民政府要爱护古堰。", []),
    ("各镇(街道)要明确专人抓落实。", ["各镇(街道):responsible"]),
    ("老堰工要明确专人抓落实。", []),
    ("由县水务局牵头、县财政局配合。", ["县水务局:lead", "县财政局:support"]),
    ("由县水务局牵头、老堰工配合。", ["县水务局:lead"]),
    (
        "由县水务局牵头,会同县财政局、县文旅局开展核查。",
        ["县水务局:lead", "县财政局:support", "县文旅局:support"],
    ),
    ("由县水务局牵头,会同老堰工开展核查。", ["县水务局:lead"]),
    ("由县财政局负责资金拨付。", ["县财政局:lead"]),
    ("由县财政局负责资金兑换。", []),
    ("县水务局负责编制修堰计划,组织评审。", ["县水务局:lead"]),
    ("县水务局负责欣赏修堰计划,组织评审。", []),
    ("由县水投集团牵头修缮。", ["县水投集团:lead"]),
    ("由柳溪水投集团牵头修缮。", []),
    ("县水务局会同县古堰中心推行轮值。", ["县水务局:lead", "县古堰中心:support"]),
    ("县水务局会同县古堰中心的堰工轮值。", ["县水务局:lead"]),
    ("商务署、县水务局要会同有关部门加强协调。", ["商务署:lead", "县水务局:lead", "有关部门:support"]),
    ("县财政局、县文旅局等部门配合做好验收。", ["县财政局:support", "县文旅局:support"]),
    ("老堰工等人配合做好验收。", []),
    ("资金由县水务局负责管理。", ["县水务局:lead"]),
    ("资金由县水务局负责管束。", []),
    ("各镇人民政府对本镇古堰安全负总责。", ["各镇人民政府:lead"]),
    ("各镇人民政府对本镇古堰安全负疚。", []),
    ("通过考核促进镇政府落实管护责任。", []),
    ("由县水务局牵头,县财政局组建古堰专班。", ["县水务局:lead"]),
]


def test_number_of_cases() -> None:
    assert (len(LISTS), len(FIELDS), len(SUBJECTS), len(ASSIGNMENTS)) == (32, 7, 59, 138)
    assert (len(AGENCIES), len(NO_AGENCIES)) == (31, 14)


@pytest.mark.parametrize(("listed", "names"), LISTS)
def test_lists(listed: str, names: list[str]) -> None:
    assert [name for name, _, _ in split_names(listed)] == names


@pytest.mark.parametrize(("listed", "names"), FIELDS)
def test_fields(listed: str, names: list[str]) -> None:
    found = [row.agency for row in Reading(f"{HEAD}1.加固堰体。{listed}按照职责分工抓好落实。\n").led_by]
    assert found == names


def test_what_looks_like_an_agency() -> None:
    assert [n for n in AGENCIES if not looks_like_agency(n)] == []
    assert [n for n in NO_AGENCIES if looks_like_agency(n)] == []


HEAD = (
    "栖河县人民政府关于振兴古堰经济的实施意见\n各镇人民政府：\n为振兴古堰经济，提出以下意见。\n一、修缮古堰\n"
)


def led_by(text: str) -> list[str]:
    return [f"{row.measure}/{row.agency}:{row.role}" for row in Reading(text).led_by]


@pytest.mark.parametrize(("ending", "expected"), ASSIGNMENTS)
def test_assignments(ending: str, expected: list[str]) -> None:
    text = f"{HEAD}1.加固堰体。组织专业队伍施工。{ending}\n2.疏浚渠道。清淤清障。\n"
    assert led_by(text) == [f"m1/{row}" for row in expected]


def test_the_order_leads_where_the_text_says_so_and_from_there_on() -> None:
    assert led_by(
        HEAD
        + "1.加固堰体。施工。（责任单位：县水务局、县财政局；列第一位者为牵头单位，下同）\n2.疏浚渠道。清淤。（责任单位：县农业农村局、县财政局）\n"
    ) == ["m1/县水务局:lead", "m1/县财政局:responsible", "m2/县农业农村局:lead", "m2/县财政局:responsible"]


def test_who_leads_in_so_many_words_leads_wherever_it_stands() -> None:
    assert led_by(
        HEAD
        + "1.加固堰体。施工。（责任单位：县水务局；列第一位者为牵头单位，下同）\n2.疏浚渠道。清淤。（县农业农村局、县财政局牵头负责）\n"
    ) == ["m1/县水务局:lead", "m2/县农业农村局:lead", "m2/县财政局:lead"]


def test_bodies_that_act_together() -> None:
    letter = (
        "栖河县水务局关于县政协三届二次会议第41号提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n"
        "一、关于经费\n县水务局、县财政局会同县审计局、县文旅局等部门研究提出意见。县文旅局也表示支持。\n"
        "二、关于人员\n县水务局研究提出意见，同时将会同县人力社保局共同培训。由县教育局等3家单位牵头整理资料。\n"
    )
    assert led_by(letter) == [
        "m1/县水务局:lead",
        "m1/县财政局:lead",
        "m1/县审计局:support",
        "m1/县文旅局:support",
        "m2/县水务局:responsible",
        "m2/县人力社保局:support",
        "m2/县教育局:lead",
    ]


def test_remark_on_a_section() -> None:
    assert led_by(
        "栖河县人民政府关于振兴古堰经济的实施意见\n各镇人民政府：\n提出以下意见。\n一、修缮古堰（由县水务局牵头实施）\n1.加固堰体。施工。（责任单位：县财政局）\n"
    ) == ["section:修缮古堰/县水务局:lead", "m1/县财政局:responsible"]


def test_subjects_count_in_letters_and_not_in_policies() -> None:
    body = "一、关于经费\n2023年，县水务局先后委托两家单位编制方案。\n二、关于人员\n县水务局会同县财政局研究提出意见。\n"
    letter = (
        "栖河县水务局关于县政协三届二次会议第41号提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n" + body
    )
    assert led_by(letter) == ["m1/县水务局:responsible", "m2/县水务局:lead", "m2/县财政局:support"]
    # In a policy only 会同 gives roles.
    assert led_by(HEAD.replace("一、修缮古堰\n", "") + body) == ["m2/县水务局:lead", "m2/县财政局:support"]


def test_subjects_of_articles() -> None:
    """Territories as articles call them, several bodies, all of a territory, and what may stand before them."""
    article = (
        "栖河县打好护堰组合拳\n栖河网讯 记者从县水务局获悉，护堰工作有序推进。\n一、凝聚合力\n"
        "杭州开设护堰专区。随后，县水务局、县财政局等多个部门发出通知。\n二、全域行动\n"
        "3月1日起，全县各级水务部门已收集意见。游客说：“好！”柳溪区结合古堰修缮补齐短板。\n"
        "三、观点\n杭州复工率超过八成。县水务局局长林知远积极参加。\n"
    )
    assert led_by(article) == [
        "m1/杭州:responsible",
        "m1/县水务局:responsible",
        "m1/县财政局:responsible",
        "m2/全县各级水务部门:responsible",
        "m2/柳溪区:responsible",
    ]


@pytest.mark.parametrize(("sentence", "names"), SUBJECTS)
def test_subjects(sentence: str, names: list[str]) -> None:
    letter = (
        "栖河县水务局关于县政协三届二次会议第41号提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n"
        f"一、关于经费\n{sentence}\n"
    )
    assert led_by(letter) == [f"m1/{name}:responsible" for name in names]


def test_what_somebody_is_asked_counts_in_letters_only() -> None:
    body = "一、关于经费\n县财政局意见：同意安排经费。\n二、关于人员\n老堰工意见：同意。\n"
    letter = (
        "栖河县水务局关于县政协三届二次会议第41号提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n" + body
    )
    assert led_by(letter) == ["m1/县财政局:responsible"]
    assert led_by(HEAD.replace("一、修缮古堰\n", "") + body) == []


def test_a_text_that_tells_assigns_nothing_around_its_measures() -> None:
    body = "由县水务局牵头修堰。\n一、关于经费\n已经落实。\n"
    letter = (
        "栖河县水务局关于县政协三届二次会议第41号提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n" + body
    )
    assert led_by(letter) == []
    assert led_by(HEAD.replace("一、修缮古堰\n", "") + body) == ["document/县水务局:lead"]


def test_who_runs_the_site_is_no_agency() -> None:
    text = f"{HEAD}1.加固堰体。施工。\n主办单位：栖河县水务局{{}}\n2.疏浚渠道。清淤。\n{{}}"
    assert led_by(text.format("", "")) == ["m1/栖河县水务局:lead"]
    assert led_by(text.format("　网站标识码：33", "")) == []
    assert led_by(text.format("", "附件：图纸\n主办单位：栖河县政府办公室\n")) == ["m1/栖河县水务局:lead"]
    assert led_by(text.format("", "附件：图纸\n责任单位：栖河县政府办公室\n")) == [
        "m1/栖河县水务局:lead",
        "document/栖河县政府办公室:responsible",
    ]


def test_who_leads_all_of_a_measure_and_who_answers_for_a_part() -> None:
    part = "县财政局负责资金拨付，县文旅局、县商务局等部门配合做好宣传。"
    assert led_by(f"{HEAD}1.加固堰体。施工。县水务局牵头负责修缮，{part}\n") == [
        "m1/县水务局:lead",
        "m1/县财政局:responsible",
        "m1/县文旅局:support",
        "m1/县商务局:support",
    ]
    assert led_by(f"{HEAD}1.加固堰体。施工。老堰工动手修缮，{part}\n")[0] == "m1/县财政局:lead"


def test_an_article_without_measures_names_who_leads() -> None:
    article = (
        "古堰新生记\n古堰的闸门由县水务局{}，渠水畅快，老堰工们在柳溪镇看到了这一幕，人人都说这件事办得好。\n"
    )
    assert led_by(article.format("牵头修缮")) == ["document/县水务局:lead"]
    assert led_by(article.format("会同县财政局修缮")) == []


def test_who_helps_to_answer_a_letter() -> None:
    letter = "栖河县水务局关于修缮古堰提案的答复\n林知远委员：\n您的提案收悉，由我局主办，县财政局、县文旅局{}。答复如下：\n一是加固堰体。施工。\n"
    assert led_by(letter.format("会办")) == ["document/县财政局:support", "document/县文旅局:support"]
    assert led_by(letter.format("知悉")) == []


def test_what_the_writer_does_together_with_others() -> None:
    letter = "栖河县水务局关于修缮古堰提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n一是加固堰体。{}\n"
    for sentence in (
        "由我局会同县财政局，组织验收。",
        "会同县财政局开通热线。",
        "针对漏水，会同县财政局落实经费。",
    ):
        assert led_by(letter.format(sentence)) == ["m1/县财政局:support"]
    assert led_by(letter.format("针对漏水，县水务局牵头成立专班。")) == ["m1/县水务局:lead"]
    assert led_by(letter.format("针对漏水，老堰工牵头成立专班。")) == []


def test_together_with_inside_a_sentence_is_a_step() -> None:
    assert led_by(HEAD + "1.加固堰体。企业提出申请，县水务局会同县财政局审核。\n") == []


def test_what_somebody_reports_has_its_own_subject() -> None:
    letter = (
        "栖河县水务局关于县政协三届二次会议第41号提案的答复\n林知远委员：\n您的提案收悉，答复如下：\n"
        "一、关于经费\n县长表示，县财政局统筹安排资金。\n二、关于人员\n一是县教育局组织培训。支持县文旅局开展活动。\n"
    )
    assert led_by(letter) == ["m1/县财政局:responsible", "m2/县教育局:responsible"]


def test_evidence_is_the_remark() -> None:
    text = HEAD + "1.加固堰体。施工。（责任单位：县水务局、县财政局）\n"
    for row in Reading(text).led_by:
        assert row.quote == text[slice(*row.span)] == "（责任单位：县水务局、县财政局）"
        assert row.rule == "agency.remark"


@pytest.mark.parametrize(
    "unit",
    [
        "(责任单位:县水务局)",
        "由县水务局牵头,",
        "县水务局、",
        "(",
        "责任单位:",
        "会同",
        "县水务局为",
        "由",
        "由县水务局商",
        "县水务局要落实",
        "2024年,由",
        "由各镇组成,",
        "县水务局意见",
        "财政、",
    ],
)
def test_linear_in_the_length(unit: str) -> None:
    def work(characters: int) -> Callable[[], object]:
        reading = Reading(HEAD + "1.加固。" + unit * (characters // len(unit)))
        assert reading.outline
        return lambda: reading.led_by

    assert is_linear(work, 10_000, 60_000)
