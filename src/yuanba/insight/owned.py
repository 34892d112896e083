"""Every form of the house: what it is called, who fills it in, who owns it, on what ground it asks.

A form that is not in this table fails the build: nobody adds a form in silence. Its fields are read
off the form itself (insight.burden)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from yuanba.base.text import _


class For(StrEnum):
    """Who fills it in."""

    RESIDENT = "resident"  # 居民
    WORK = "work"  # 办事的工作人员
    HOUSE = "house"  # 管理员、安排的人


FOR_WORDS: dict[For, Any] = {
    For.RESIDENT: _("居民填的"),
    For.WORK: _("工作人员办事填的"),
    For.HOUSE: _("管理和安排填的"),
}


@dataclass(frozen=True)
class Asks:
    title: Any
    who: For
    owner: Any
    ground: Any
    act: str = ""  # how often it was filled in is counted by this act; nothing where it leaves none
    brings_file: bool = False  # an import: the file is the point, not a photo as proof


MATTERS, SAFE, SYSTEM = _("区县事项管理"), _("安全管理员"), _("系统管理员")
ROUNDS = _("区县巡查管理")
RISKS = _("隐患排查治理要如实记录（安全生产法第四十一条；P001-09）")
DAYS, WALL = _("区县服务日管理"), _("村（居）务监督委员会")
TOLD = _("居民自愿说的，只为办这件事")
FLOW = _("办事要留下的：谁办、怎么办、凭什么（P004-09、P004-13）")
LIVES = _("依法登记住户和人员")
ACCOUNT = _("账号安全（等保要求、个人信息保护法第五十一条）")
SHARED = _("多户说的同一个问题，专项办（P004-07、P004-08）")
SHEET = _("服务日要公示的（P004-01 至 P004-07）")
OPEN = _("公开前由第二个人看（村务公开）")
GIVEN = _("村规民约、章程报镇街备案（村民委员会组织法第二十七条，2018年文本）")
WATCH = _("村务监督委员会依法监督（村民委员会组织法第三十二条，2018年文本）")
LAID = _("村务公开：计划、审查、决定、公布、答复、存档（村民委员会组织法第三十条，2018年文本）")
PAPER = _("区划、日历、类别的变更要有依据")
KNOWN = _("话里说到的地方要认得出")
RIGHT = _("本人行使权利（个人信息保护法第四十四至四十七条）")
READ = _("只用来查，不存")
NET = _("区县网格管理")
POSTED = _("谁负责哪里要公示（网格化服务管理，P001-16）")
SIZED = _("网格规模适当、全覆盖、不重叠（GB/T 34300）")
COUNCIL = _("村（居）民委员会")
EARNED = _("积分笔笔有据：谁做了什么、谁核实、谁评议（P000-12、P000-13）")
HONOURED = _("评选凭什么、本人同不同意、谁评的、有没有异议（P003-05、P003-10）")
NAMED = _("点名要有证据、先告知、听本人说，贴错了要更正（P003-05）")
HELPED = _("邻居自愿互助，本人同意登的（P004-18、P004-20）")
VOTE = _("会议和表决要留下的：应到、到会、同意（村民委员会组织法、民法典）")

COUNTY = _("区县清单管理")
THREE = _("需求、资源、项目三张清单（P004-10）")
BOUGHT = _("购买社会服务要有成果、有验收（P003-09、P004-14）")
PROVES = _("本人要开的，清单上可以开的才开（民政部等六部门2020年意见）")
LISTS = _("清单外的任务要准入，工夫要写明（减轻基层负担）")

R, W, H = For.RESIDENT, For.WORK, For.HOUSE

OWNED: dict[str, Asks] = {
    "admissions.forms.New": Asks(_("派任务、申请准入"), W, COUNTY, LISTS, "admissions.ask"),
    "admissions.forms.Withdraw": Asks(_("撤回准入申请"), W, COUNTY, LISTS, "admissions.withdraw"),
    "admissions.forms.AskMore": Asks(_("准入请补充理由"), W, COUNTY, LISTS, "admissions.ask_more"),
    "admissions.forms.Explain": Asks(_("补交准入理由"), W, COUNTY, LISTS, "admissions.explain"),
    "admissions.forms.SendUp": Asks(_("准入报市里"), W, COUNTY, LISTS, "admissions.send_up"),
    "admissions.forms.Admit": Asks(_("准入"), W, COUNTY, LISTS, "admissions.admit"),
    "admissions.forms.Refuse": Asks(_("不准入"), W, COUNTY, LISTS, "admissions.refuse"),
    "admissions.forms.Finish": Asks(_("任务做完了"), W, COUNTY, LISTS, "admissions.finish"),
    "admissions.forms.SendBack": Asks(_("任务退回"), W, COUNTY, LISTS, "admissions.send_back"),
    "admissions.forms.SetRule": Asks(_("定准入的规定"), H, COUNTY, PAPER, "admissions.set_rule"),
    "projects.forms.RaiseNeed": Asks(_("提需求"), W, COUNTY, THREE, "projects.raise_need"),
    "projects.forms.Drop": Asks(_("需求不做了"), W, COUNTY, THREE, "projects.drop_need"),
    "projects.forms.Offer": Asks(_("报资源"), W, COUNTY, THREE, "projects.offer"),
    "projects.forms.Adopt": Asks(_("认领需求"), W, COUNTY, THREE, "projects.adopt"),
    "projects.forms.End": Asks(_("项目结果"), W, COUNTY, THREE, "projects.end"),
    "projects.forms.Buy": Asks(_("购买服务"), W, COUNTY, BOUGHT, "projects.buy"),
    "projects.forms.Deliver": Asks(_("记交付"), W, COUNTY, BOUGHT, "projects.note_delivery"),
    "projects.forms.Accept": Asks(_("验收"), W, COUNTY, BOUGHT, "projects.accept_delivery"),
    "projects.forms.Enter": Asks(
        _("登记社会组织"), W, COUNTY, BOUGHT, "projects.enter_association"
    ),
    "projects.forms.Renew": Asks(
        _("社会组织换证"), W, COUNTY, BOUGHT, "projects.renew_association"
    ),
    "projects.forms.Strike": Asks(
        _("注销社会组织"), W, COUNTY, BOUGHT, "projects.strike_association"
    ),
    "proofs.forms.Issue": Asks(_("开证明"), W, COUNTY, PROVES, "proofs.issue"),
    "proofs.forms.Withdraw": Asks(_("作废证明"), W, COUNTY, PROVES, "proofs.withdraw"),
    "lists.forms.Bring": Asks(_("导入清单"), H, SYSTEM, PAPER, "lists.adopt", brings_file=True),
    "lists.forms.Agree": Asks(_("导入清单：看过了"), H, SYSTEM, PAPER, "lists.adopt"),
    "lists.forms.Drop": Asks(_("不用这一版清单"), H, SYSTEM, PAPER, "lists.drop"),
    "matters.forms.resident.Report": Asks(_("说件事"), R, MATTERS, TOLD, "matters.report"),
    "matters.forms.speaking.ReportFor": Asks(_("替别人说件事"), R, MATTERS, TOLD, "matters.report"),
    "matters.forms.speaking.Anonymous": Asks(_("匿名说件事"), R, MATTERS, TOLD, "matters.report"),
    "matters.forms.resident.ReceiptIs": Asks(_("凭回执查"), R, MATTERS, READ),
    "matters.forms.resident.Lookup": Asks(_("凭编号查"), R, MATTERS, READ),
    "matters.forms.resident.Add": Asks(_("补充一句"), R, MATTERS, TOLD, "matters.add"),
    "matters.forms.resident.Answer": Asks(_("回答社区问的"), R, MATTERS, TOLD, "matters.answer"),
    "matters.forms.resident.NotYet": Asks(_("还没办好"), R, MATTERS, TOLD, "matters.evaluate"),
    "matters.forms.resident.Objection": Asks(
        _("分得不对"), R, MATTERS, TOLD, "matters.object_to_class"
    ),
    "matters.forms.resident.Object": Asks(
        _("没算进去，我有不同意见"), R, MATTERS, TOLD, "matters.object_exclusion"
    ),
    "matters.forms.closing.Ground": Asks(
        _("公布一条不计入的理由"), H, MATTERS, FLOW, "matters.publish_ground"
    ),
    "disclosure.forms.Also": Asks(_("我家也是"), R, WALL, TOLD),
    "disclosure.forms.Contest": Asks(_("墙上这件还没好"), R, WALL, TOLD, "matters.contest"),
    "charters.forms.Write": Asks(_("起草村规民约"), W, COUNCIL, GIVEN, "charters.write"),
    "charters.forms.Adopt": Asks(_("记村规民约通过"), W, COUNCIL, GIVEN, "charters.adopt"),
    "charters.forms.Record": Asks(_("放村规民约的录音"), W, COUNCIL, GIVEN, "charters.record"),
    "charters.forms.File": Asks(_("村规民约备案"), W, COUNCIL, GIVEN, "charters.file"),
    "charters.forms.SendBack": Asks(_("村规民约退回"), W, COUNCIL, GIVEN, "charters.send_back"),
    "charters.forms.Repeal": Asks(_("村规民约停用"), W, COUNCIL, GIVEN, "charters.repeal"),
    "supervision.forms.TellClue": Asks(_("我有线索"), R, WALL, TOLD, "supervision.tell_clue"),
    "supervision.forms.Receipt": Asks(_("凭回执看线索的结果"), R, WALL, READ),
    "supervision.forms.Draw": Asks(_("随机抽查"), W, WALL, WATCH, "supervision.draw"),
    "supervision.forms.Judge": Asks(_("核对一件"), W, WALL, WATCH, "supervision.judge"),
    "supervision.forms.Explain": Asks(_("说明疑问"), W, COUNCIL, WATCH, "supervision.explain"),
    "supervision.forms.Suggest": Asks(_("提建议"), W, WALL, WATCH, "supervision.suggest"),
    "supervision.forms.AnswerSuggestion": Asks(
        _("答复建议"), W, COUNCIL, WATCH, "supervision.answer_suggestion"
    ),
    "supervision.forms.Report": Asks(_("监督报告"), W, WALL, WATCH, "supervision.report"),
    "supervision.forms.HandFinding": Asks(
        _("交办巡察反馈"), W, WALL, WATCH, "supervision.hand_finding"
    ),
    "supervision.forms.PutRight": Asks(_("报整改"), W, COUNCIL, WATCH, "supervision.put_right"),
    "supervision.forms.CheckFinding": Asks(
        _("核对整改"), W, WALL, WATCH, "supervision.check_finding"
    ),
    "supervision.forms.HandClue": Asks(_("移交线索"), W, WALL, WATCH, "supervision.hand_clue"),
    "supervision.forms.CloseClue": Asks(_("线索的结果"), W, WALL, WATCH, "supervision.close_clue"),
    "catalogue.forms.resident.Ask": Asks(_("有疑问，问一句"), R, WALL, TOLD, "catalogue.ask"),
    "catalogue.forms.desk.Head": Asks(_("发布公开目录"), W, COUNCIL, LAID, "catalogue.adopt"),
    "catalogue.forms.desk.Line": Asks(_("公开目录的一项"), W, COUNCIL, LAID),
    "catalogue.forms.desk.Once": Asks(_("起草随时公开"), W, COUNCIL, LAID, "catalogue.draft"),
    "catalogue.forms.desk.Words": Asks(_("改公开的话"), W, COUNCIL, LAID, "catalogue.edit_part"),
    "catalogue.forms.desk.Attach": Asks(_("加凭据"), W, COUNCIL, LAID, "catalogue.attach_voucher"),
    "catalogue.forms.desk.Look": Asks(_("核对凭据"), W, WALL, LAID, "catalogue.look_at_voucher"),
    "catalogue.forms.desk.Review": Asks(_("审查公开内容"), W, WALL, LAID, "catalogue.review"),
    "catalogue.forms.desk.ReplyReview": Asks(
        _("答复监督委员会"), W, COUNCIL, LAID, "catalogue.answer_review"
    ),
    "catalogue.forms.desk.Decide": Asks(
        _("记村（居）委会的决定"), W, COUNCIL, LAID, "catalogue.decide"
    ),
    "catalogue.forms.desk.Publish": Asks(_("公开张贴"), W, COUNCIL, LAID, "catalogue.publish"),
    "catalogue.forms.desk.HangAgain": Asks(_("重新张贴"), W, COUNCIL, LAID, "catalogue.hang_again"),
    "catalogue.forms.desk.Archive": Asks(_("公开存档"), W, COUNCIL, LAID, "catalogue.archive"),
    "catalogue.forms.desk.Correct": Asks(_("更正公开内容"), W, COUNCIL, LAID, "catalogue.correct"),
    "catalogue.forms.desk.Answer": Asks(_("答复疑问"), W, COUNCIL, LAID, "catalogue.answer"),
    "notices.forms.Language": Asks(
        _("用哪种话告诉我"), R, MATTERS, TOLD, "notices.choose_language"
    ),
    "notices.forms.Read": Asks(_("通知看过了"), R, MATTERS, TOLD, "notices.read"),
    "people.forms.Phone": Asks(_("用手机号登录"), R, SAFE, ACCOUNT, "people.send_code"),
    "people.forms.Code": Asks(_("填验证码"), R, SAFE, ACCOUNT, "people.confirm_phone"),
    "people.forms.Me": Asks(_("改称呼"), R, SAFE, RIGHT, "people.change_me"),
    "people.forms.Pin": Asks(_("用户卡登录：密码"), R, SAFE, ACCOUNT),
    "people.forms.CardAndPin": Asks(_("用户卡登录"), R, SAFE, ACCOUNT),
    "people.forms.FirstPin": Asks(_("第一次定密码"), R, SAFE, ACCOUNT, "people.begin_card"),
    "people.forms.ChangePin": Asks(_("换户卡密码"), R, SAFE, ACCOUNT, "people.change_pin"),
    "rights.forms.AskErasure": Asks(_("请求删除我的信息"), R, SAFE, RIGHT, "rights.ask_erasure"),
    "rights.forms.EraseContact": Asks(
        _("删掉我的联系方式"), R, SAFE, RIGHT, "rights.erase_contact"
    ),
    "rights.forms.MyContact": Asks(_("改我的联系方式"), R, SAFE, RIGHT, "rights.correct_contact"),
    "matters.forms.newone.NewOne": Asks(_("记一件"), W, MATTERS, TOLD, "matters.report"),
    "matters.forms.desk.Refuse": Asks(_("不予受理"), W, MATTERS, FLOW, "matters.refuse"),
    "matters.forms.desk.Triage": Asks(_("分流"), W, MATTERS, FLOW, "matters.triage"),
    "matters.forms.desk.Assign": Asks(_("交办"), W, MATTERS, FLOW, "matters.assign"),
    "matters.forms.desk.Move": Asks(_("转办、上交、下交"), W, MATTERS, FLOW, "matters.transfer"),
    "matters.forms.desk.HandUp": Asks(_("上交"), W, MATTERS, FLOW, "matters.hand_up"),
    "matters.forms.desk.HandDown": Asks(_("下交"), W, MATTERS, FLOW, "matters.hand_down"),
    "matters.forms.desk.Note": Asks(_("记跟进"), W, MATTERS, FLOW, "matters.note"),
    "matters.forms.desk.AskExtension": Asks(
        _("申请延期"), W, MATTERS, FLOW, "matters.ask_extension"
    ),
    "matters.forms.desk.Reason": Asks(_("写理由"), W, MATTERS, FLOW, "matters.deny_extension"),
    "matters.forms.desk.LetShow": Asks(_("记下本人同意公开"), W, MATTERS, FLOW, "matters.let_show"),
    "matters.forms.desk.RenewLink": Asks(_("换新链接"), W, MATTERS, FLOW, "matters.renew_link"),
    "matters.forms.desk.Reveal": Asks(_("查看联系方式"), W, MATTERS, FLOW, "matters.reveal"),
    "matters.forms.desk.Finish": Asks(_("办结"), W, MATTERS, FLOW, "matters.finish"),
    "matters.forms.desk.Reply": Asks(_("回话"), W, MATTERS, FLOW, "matters.reply"),
    "matters.forms.desk.Attempt": Asks(_("联系未果"), W, MATTERS, FLOW, "matters.attempt"),
    "matters.forms.desk.CallBack": Asks(_("回访"), W, MATTERS, FLOW, "matters.call_back"),
    "matters.forms.desk.CheckHardship": Asks(
        _("看有没有困难"), W, MATTERS, FLOW, "matters.check_hardship"
    ),
    "matters.forms.desk.AskReopen": Asks(
        _("替居民请求重办"), W, MATTERS, FLOW, "matters.ask_reopen"
    ),
    "matters.forms.desk.Close": Asks(_("销号"), W, MATTERS, FLOW, "matters.close"),
    "matters.forms.waits.Pause": Asks(_("先停一下"), W, MATTERS, FLOW, "matters.pause"),
    "matters.forms.waits.AskReporter": Asks(
        _("请居民补充"), W, MATTERS, FLOW, "matters.ask_reporter"
    ),
    "matters.forms.waits.Answer": Asks(_("替居民记下回答"), W, MATTERS, FLOW, "matters.answer"),
    "matters.forms.waits.SendBack": Asks(_("退回"), W, MATTERS, FLOW, "matters.send_back"),
    "matters.forms.waits.DecideUnit": Asks(_("定由谁办"), W, MATTERS, FLOW, "matters.decide_unit"),
    "matters.forms.waits.AskVoid": Asks(_("申请作废"), W, MATTERS, FLOW, "matters.ask_void"),
    "matters.forms.waits.KeepWaiting": Asks(_("接着等"), W, MATTERS, FLOW, "matters.keep_waiting"),
    "matters.forms.waits.TakeUp": Asks(_("条件够了，接着办"), W, MATTERS, FLOW, "matters.take_up"),
    "matters.forms.waits.AskHelp": Asks(_("请别的单位协办"), W, MATTERS, FLOW, "matters.ask_help"),
    "matters.forms.waits.HelpAnswer": Asks(_("协办答复"), W, MATTERS, FLOW, "matters.answer_help"),
    "matters.forms.waits.AskOutside": Asks(
        _("请外面的单位"), W, MATTERS, FLOW, "matters.ask_outside"
    ),
    "matters.forms.waits.Why": Asks(_("收回、不同意的理由"), W, MATTERS, FLOW),
    "matters.forms.concerns.NameConcern": Asks(
        _("记下反映的是谁"), W, MATTERS, FLOW, "matters.name_concern"
    ),
    "matters.forms.concerns.LiftConcern": Asks(
        _("取消“反映的是谁”"), W, MATTERS, FLOW, "matters.lift_concern"
    ),
    "matters.forms.looks.NoteAlarm": Asks(
        _("核实看得太多"), W, MATTERS, ACCOUNT, "matters.note_alarm"
    ),
    "matters.forms.looks.PlantDecoy": Asks(_("放试探件"), H, SAFE, ACCOUNT, "matters.plant_decoy"),
    "matters.forms.looks.EndDecoy": Asks(_("停用试探件"), H, SAFE, ACCOUNT, "matters.end_decoy"),
    "matters.pages.settling.Name": Asks(_("定裁决人"), H, MATTERS, FLOW, "matters.name_arbiter"),
    "matters.forms.closing.AnswerContest": Asks(
        _("答复邻居的异议"), W, MATTERS, FLOW, "matters.answer_contest"
    ),
    "matters.forms.closing.AskExclusion": Asks(
        _("申请不计入"), W, MATTERS, FLOW, "matters.ask_exclusion"
    ),
    "matters.forms.closing.Exclude": Asks(_("定不计入"), W, MATTERS, FLOW, "matters.exclude"),
    "matters.forms.closing.Merge": Asks(_("并到另一件"), W, MATTERS, FLOW, "matters.merge"),
    "matters.forms.closing.SpotCheck": Asks(_("抽查回访"), W, MATTERS, FLOW, "matters.spot_check"),
    "matters.forms.together.Assign": Asks(_("一起交办"), W, MATTERS, FLOW, "matters.assign"),
    "matters.forms.together.Note": Asks(_("一起记跟进"), W, MATTERS, FLOW, "matters.note"),
    "matters.forms.together.Together": Asks(_("一起办"), W, MATTERS, FLOW),
    "matters.forms.together.Transfer": Asks(_("一起转办"), W, MATTERS, FLOW, "matters.transfer"),
    "matters.forms.views.SaveView": Asks(_("存一个视图"), W, MATTERS, READ, "matters.save_view"),
    "matters.forms.voice.Heard": Asks(_("把录音写成字"), W, MATTERS, FLOW, "matters.write_down"),
    "patrols.forms.Found": Asks(_("巡查发现问题"), W, ROUNDS, RISKS, "patrols.look"),
    "patrols.forms.How": Asks(_("巡查的问题弄好了"), W, ROUNDS, RISKS, "patrols.fix_finding"),
    "patrols.forms.SheetPhoto": Asks(
        _("拍下巡查单"), W, ROUNDS, RISKS, "patrols.photograph_sheet", brings_file=True
    ),
    "patrols.forms.HandOver": Asks(_("移交隐患"), W, ROUNDS, RISKS, "patrols.hand_over"),
    "patrols.forms.Answered": Asks(_("移交的回音"), W, ROUNDS, RISKS, "patrols.answer_handover"),
    "patrols.forms.RungIs": Asks(_("定上报的梯子"), H, ROUNDS, RISKS, "patrols.set_rung"),
    "patrols.forms.Typed": Asks(_("录入巡查单"), W, ROUNDS, RISKS, "patrols.type_sheet"),
    "patrols.forms.AddPoint": Asks(_("加巡查点位"), H, ROUNDS, RISKS, "patrols.add_point"),
    "patrols.forms.ChangePoint": Asks(_("改巡查点位"), H, ROUNDS, RISKS, "patrols.change_point"),
    "patrols.forms.Retire": Asks(_("停用巡查点位"), H, ROUNDS, RISKS, "patrols.retire_point"),
    "patrols.forms.PaceIs": Asks(_("定巡查间隔"), H, ROUNDS, RISKS, "patrols.set_pace"),
    "patrols.forms.LinesAre": Asks(_("定巡查看什么"), H, ROUNDS, RISKS, "patrols.set_lines"),
    "service.forms.Entry": Asks(_("服务日记一件"), W, DAYS, SHEET, "service.receive"),
    "service.forms.Begin": Asks(_("开始服务日"), W, DAYS, SHEET, "service.open_day"),
    "service.forms.Came": Asks(_("谁来了"), W, DAYS, SHEET, "service.mark_present"),
    "service.forms.Heard": Asks(_("五问"), W, DAYS, SHEET, "service.note_opinion"),
    "service.forms.Did": Asks(_("做了什么"), W, DAYS, SHEET, "service.note_deed"),
    "service.forms.Ticks": Asks(_("服务日清单打勾"), W, DAYS, SHEET, "service.tick"),
    "service.forms.Settle": Asks(_("跟进清单上的一条"), W, DAYS, SHEET, "service.settle_tick"),
    "service.forms.End": Asks(_("结束服务日"), W, DAYS, SHEET, "service.end_day"),
    "notices.forms.Called": Asks(_("打过电话"), W, MATTERS, FLOW, "notices.mark_called"),
    "notices.forms.Printed": Asks(_("打印了纸条"), W, MATTERS, FLOW, "notices.mark_printed"),
    "notices.forms.Look": Asks(_("看上门的人的姓名电话"), W, MATTERS, FLOW, "notices.look"),
    "notices.forms.Visited": Asks(_("上门说过"), W, MATTERS, FLOW),
    "disclosure.forms.Words": Asks(_("改公开的文字"), W, WALL, OPEN, "disclosure.edit_row"),
    "disclosure.forms.Why": Asks(_("暂不公开"), W, WALL, OPEN, "disclosure.hold"),
    "disclosure.forms.Propose": Asks(
        _("一起公开：先提出"), W, WALL, OPEN, "disclosure.propose_release"
    ),
    "disclosure.forms.Checked": Asks(_("一起公开：第二个人"), W, WALL, OPEN, "disclosure.release"),
    "people.forms.Household": Asks(_("立户"), W, SAFE, LIVES, "people.found_household"),
    "people.forms.Enrol": Asks(_("登记入户"), W, SAFE, LIVES, "people.enrol"),
    "people.forms.Leave": Asks(_("离户"), W, SAFE, LIVES, "people.leave_household"),
    "people.forms.MoveHousehold": Asks(_("搬家"), W, SAFE, LIVES, "people.move_household"),
    "people.forms.Split": Asks(_("分户"), W, SAFE, LIVES, "people.split_household"),
    "people.forms.Merge": Asks(_("并户"), W, SAFE, LIVES, "people.merge_households"),
    "insight.forms.Span": Asks(_("换日期看数"), W, MATTERS, READ),
    "people.forms.SignIn": Asks(_("工作人员登录"), H, SAFE, ACCOUNT, "people.sign_in"),
    "people.forms.SecondCode": Asks(_("手机验证"), H, SAFE, ACCOUNT),
    "people.forms.PaperCode": Asks(_("备用码"), H, SAFE, ACCOUNT),
    "people.forms.Password": Asks(_("改密码"), H, SAFE, ACCOUNT, "people.set_password"),
    "people.forms.FirstPassword": Asks(_("发第一个密码"), H, SAFE, ACCOUNT, "people.give_password"),
    "people.forms.UseReset": Asks(_("用重置码定新密码"), H, SAFE, ACCOUNT, "people.use_reset"),
    "people.forms.Nothing": Asks(_("同意重置密码"), H, SAFE, ACCOUNT, "people.agree_reset"),
    "people.forms.AskCard": Asks(_("发一张户卡"), H, SAFE, ACCOUNT, "people.ask_card"),
    "people.forms.Staff": Asks(_("添加人员"), H, SAFE, LIVES, "people.add_person"),
    "people.forms.Appoint": Asks(_("任职"), H, SAFE, LIVES, "people.appoint"),
    "people.forms.EndPost": Asks(_("离任"), H, SAFE, LIVES, "people.end_post"),
    "people.forms.Because": Asks(_("停用账号"), H, SAFE, ACCOUNT, "people.block"),
    "people.forms.Unit": Asks(_("单位"), H, SYSTEM, LIVES, "people.found_unit"),
    "people.forms.NewUnit": Asks(_("设立单位"), H, SYSTEM, LIVES, "people.found_unit"),
    "people.forms.ChangeUnit": Asks(_("改单位"), H, SYSTEM, LIVES, "people.change_unit"),
    "places.forms.Found": Asks(_("建地方"), H, SYSTEM, PAPER, "places.found"),
    "places.forms.Rename": Asks(_("改地名"), H, SYSTEM, PAPER, "places.rename"),
    "places.forms.CallAlso": Asks(_("记俗称"), W, SYSTEM, KNOWN, "places.call_also"),
    "places.forms.Move": Asks(_("换上级"), H, SYSTEM, PAPER, "places.move"),
    "places.forms.Recode": Asks(_("改代码"), H, SYSTEM, PAPER, "places.recode"),
    "places.forms.Merge": Asks(_("合并地方"), H, SYSTEM, PAPER, "places.merge"),
    "places.forms.Split": Asks(_("拆分地方"), H, SYSTEM, PAPER, "places.split"),
    "places.forms.Close": Asks(_("撤销地方"), H, SYSTEM, PAPER, "places.close"),
    "places.forms.DrawOutline": Asks(_("画边界"), H, SYSTEM, PAPER, "places.draw_outline"),
    "places.forms.Locate": Asks(_("定位置"), W, SYSTEM, KNOWN, "places.locate"),
    "places.forms.SetDay": Asks(_("改一天"), H, SYSTEM, PAPER, "places.set_day"),
    "places.forms.Settle": Asks(_("定下一年"), H, SYSTEM, PAPER, "places.settle_year"),
    "duties.forms.ChangeCategory": Asks(
        _("改类别和时限"), H, SYSTEM, PAPER, "duties.change_category"
    ),
    "duties.forms.Item": Asks(_("改清单条目"), H, SYSTEM, PAPER, "duties.change_item"),
    "triage.forms.SortingRule": Asks(_("分流规则"), H, MATTERS, FLOW, "triage.add_rule"),
    "triage.forms.Retire": Asks(_("停用一条分流规则"), H, MATTERS, FLOW, "triage.retire_rule"),
    "exchange.forms.Upload": Asks(
        _("导入一张表"), H, SYSTEM, PAPER, "exchange.bring_table", brings_file=True
    ),
    "exchange.forms.Ask": Asks(_("申请导出联系方式"), H, SAFE, FLOW, "exchange.ask_export"),
    "exchange.forms.WhyNot": Asks(_("不同意导出"), H, SAFE, FLOW, "exchange.deny_export"),
    "rights.forms.Reason": Asks(_("批次和请求的理由"), H, SAFE, RIGHT, "rights.drop"),
    "rights.forms.SetPeriod": Asks(_("改留存期限"), H, SAFE, RIGHT, "rights.set_period"),
    "points.forms.claims.Tell": Asks(_("报一条积分"), R, COUNCIL, EARNED, "points.tell"),
    "points.forms.claims.TellFor": Asks(_("替一户报积分"), W, COUNCIL, EARNED, "points.tell"),
    "points.forms.rosters.TellList": Asks(
        _("照签到表报积分"), W, COUNCIL, EARNED, "points.tell_list"
    ),
    "points.forms.claims.Taking": Asks(_("提出扣分"), W, COUNCIL, EARNED, "points.propose_taking"),
    "points.forms.claims.Check": Asks(_("核实积分"), W, COUNCIL, EARNED, "points.check"),
    "points.forms.claims.Decide": Asks(_("评议积分"), W, COUNCIL, EARNED, "points.decide"),
    "points.forms.claims.Answer": Asks(
        _("答复不同意见"), W, COUNCIL, EARNED, "points.answer_objection"
    ),
    "points.forms.claims.SayWhy": Asks(_("我有不同意见"), R, COUNCIL, EARNED, "points.object_to"),
    "points.forms.claims.ObjectFor": Asks(
        _("替人记不同意见"), W, COUNCIL, EARNED, "points.object_to"
    ),
    "points.forms.claims.RuleOnTaking": Asks(
        _("道德评议会定了扣分"), W, COUNCIL, EARNED, "points.rule_on_taking"
    ),
    "points.forms.claims.AnswerTaking": Asks(
        _("答复对扣分的不同意见"), W, COUNCIL, EARNED, "points.answer_taking"
    ),
    "points.forms.claims.BookIt": Asks(_("积分入账"), W, COUNCIL, EARNED, "points.book"),
    "points.forms.shop.SetBudget": Asks(_("定积分预算"), H, COUNCIL, EARNED, "points.set_budget"),
    "points.forms.shop.KeepItem": Asks(_("上货、改价"), W, COUNCIL, EARNED, "points.keep_item"),
    "points.forms.shop.StockUp": Asks(_("进货"), W, COUNCIL, EARNED, "points.stock_up"),
    "points.forms.shop.CountStock": Asks(_("盘点"), W, COUNCIL, EARNED, "points.count_stock"),
    "points.forms.shop.AgreeStock": Asks(
        _("盘点：第二个人"), W, COUNCIL, EARNED, "points.agree_stock"
    ),
    "points.forms.shop.HandOut": Asks(_("凭码发货"), W, COUNCIL, EARNED, "points.hand_out"),
    "points.forms.shop.ReserveFor": Asks(_("柜台代换"), W, COUNCIL, EARNED, "points.reserve"),
    "points.forms.shop.UndoDeal": Asks(_("改回一次兑换"), W, COUNCIL, EARNED, "points.undo_deal"),
    "points.forms.shop.Hours": Asks(_("超市开门时间"), W, COUNCIL, EARNED, "points.set_hours"),
    "points.forms.shop.PrintSlips": Asks(_("印纸券"), W, COUNCIL, EARNED, "points.print_slips"),
    "points.forms.shop.SlipsHead": Asks(_("录纸券"), W, COUNCIL, EARNED, "points.enter_slips"),
    "points.forms.shop.SlipRow": Asks(_("一张纸券"), W, COUNCIL, EARNED),
    "points.forms.shop.AnswerDispute": Asks(
        _("答复对兑换的不同意见"), W, COUNCIL, EARNED, "points.answer_dispute"
    ),
    "points.forms.claims.BookHead": Asks(_("定积分细则"), H, COUNCIL, EARNED, "points.adopt_book"),
    "points.forms.claims.BookLine": Asks(_("积分细则的一条"), H, COUNCIL, EARNED),
    "points.forms.claims.SeatsHead": Asks(_("定评议组"), H, COUNCIL, EARNED, "points.seat_panel"),
    "points.forms.claims.Seat": Asks(_("评议组的一个人"), H, COUNCIL, EARNED),
    "points.forms.claims.DeclareKin": Asks(_("记亲属"), H, COUNCIL, EARNED, "points.declare_kin"),
    "honours.forms.campaigns.Call": Asks(_("发起评选"), H, COUNCIL, HONOURED, "honours.call"),
    "honours.forms.campaigns.Nominate": Asks(_("提名"), R, COUNCIL, HONOURED, "honours.nominate"),
    "honours.forms.campaigns.NominateFor": Asks(
        _("替人提名"), W, COUNCIL, HONOURED, "honours.nominate"
    ),
    "honours.forms.campaigns.Consent": Asks(
        _("同意参评、名字怎么公开"), R, COUNCIL, HONOURED, "honours.consent"
    ),
    "honours.forms.campaigns.ConsentFor": Asks(
        _("替本人记同意"), W, COUNCIL, HONOURED, "honours.consent"
    ),
    "honours.forms.campaigns.Judge": Asks(_("评一家"), W, COUNCIL, HONOURED, "honours.judge"),
    "honours.forms.campaigns.PostChosen": Asks(
        _("公示评出来的"), W, COUNCIL, HONOURED, "honours.post_chosen"
    ),
    "honours.forms.campaigns.PostByCouncil": Asks(
        _("按投票公示"), W, COUNCIL, HONOURED, "honours.post_chosen"
    ),
    "honours.forms.campaigns.ObjectToAward": Asks(
        _("对评选提异议"), R, COUNCIL, HONOURED, "honours.object_to_award"
    ),
    "honours.forms.campaigns.AnswerHonour": Asks(
        _("答复对评选的异议"), W, COUNCIL, HONOURED, "honours.answer_award_objection"
    ),
    "honours.forms.campaigns.Present": Asks(_("表彰"), W, COUNCIL, HONOURED, "honours.present"),
    "honours.forms.campaigns.Revoke": Asks(_("收回荣誉"), W, COUNCIL, HONOURED, "honours.revoke"),
    "honours.forms.campaigns.Drop": Asks(_("不评了"), W, COUNCIL, HONOURED, "honours.drop"),
    "honours.forms.naming.TurnOn": Asks(
        _("启用点名单"), H, COUNCIL, NAMED, "honours.turn_on_naming"
    ),
    "honours.forms.naming.FileRule": Asks(
        _("点名单备案"), H, COUNCIL, NAMED, "honours.file_naming"
    ),
    "honours.forms.naming.TurnOff": Asks(
        _("停用点名单"), H, COUNCIL, NAMED, "honours.turn_off_naming"
    ),
    "honours.forms.naming.Propose": Asks(
        _("提出点名"), W, COUNCIL, NAMED, "honours.propose_naming"
    ),
    "honours.forms.naming.Second": Asks(_("附议点名"), W, COUNCIL, NAMED, "honours.second_naming"),
    "honours.forms.naming.Notify": Asks(_("告知本人"), W, COUNCIL, NAMED, "honours.notify_named"),
    "honours.forms.naming.SayNamed": Asks(
        _("本人的答复或者异议"), R, COUNCIL, NAMED, "honours.reply_to_naming"
    ),
    "honours.forms.naming.SayFor": Asks(
        _("替本人记答复、异议"), W, COUNCIL, NAMED, "honours.doubt_naming"
    ),
    "honours.forms.naming.JudgeNaming": Asks(
        _("评议点名"), W, COUNCIL, NAMED, "honours.judge_naming"
    ),
    "honours.forms.naming.Review": Asks(
        _("道德评议会的决定"), W, COUNCIL, NAMED, "honours.review_naming"
    ),
    "honours.forms.naming.CheckNaming": Asks(
        _("监督点名"), W, COUNCIL, NAMED, "honours.check_naming"
    ),
    "honours.forms.naming.Hang": Asks(_("公布点名"), W, COUNCIL, NAMED, "honours.hang_naming"),
    "honours.forms.naming.AnswerDoubt": Asks(
        _("答复点名的异议"), W, COUNCIL, NAMED, "honours.answer_doubt"
    ),
    "honours.forms.naming.Why": Asks(_("提前撤下、不提了"), W, COUNCIL, NAMED, "honours.take_down"),
    "honours.forms.naming.Mended": Asks(_("改好了"), R, COUNCIL, NAMED, "honours.tell_mended"),
    "lanes.forms.PutTopic": Asks(_("提交商议"), W, MATTERS, FLOW, "lanes.put_topic"),
    "lanes.forms.SettleTopic": Asks(_("记商议结果"), W, MATTERS, FLOW, "lanes.settle_topic"),
    "lanes.forms.GiveOrder": Asks(_("开工单"), W, MATTERS, FLOW, "lanes.give_order"),
    "lanes.forms.FinishOrder": Asks(_("工单完成"), W, MATTERS, FLOW, "lanes.finish_order"),
    "lanes.forms.CallVolunteers": Asks(_("招募志愿者"), W, MATTERS, FLOW, "lanes.call_volunteers"),
    "lanes.forms.SignUp": Asks(_("替人报名"), W, MATTERS, FLOW, "lanes.sign_up"),
    "lanes.forms.EndCall": Asks(_("记志愿服务"), W, MATTERS, FLOW, "lanes.end_call"),
    "lanes.forms.ShowWay": Asks(_("给办法"), W, MATTERS, FLOW, "lanes.show_way"),
    "lanes.forms.AskLater": Asks(_("改天再问"), W, MATTERS, FLOW, "lanes.ask_later"),
    "lanes.forms.Heard": Asks(_("记帮到没有"), W, MATTERS, FLOW, "lanes.answer_way"),
    "lanes.forms.NotHelped": Asks(_("还缺什么"), R, MATTERS, TOLD, "lanes.answer_way"),
    "lanes.forms.DoubtClass": Asks(_("请三方会商"), W, MATTERS, FLOW, "lanes.doubt_class"),
    "lanes.forms.SayView": Asks(_("记一方意见"), W, MATTERS, FLOW, "lanes.say_view"),
    "lanes.forms.SettleClass": Asks(_("按会商分流"), W, MATTERS, FLOW, "lanes.settle_class"),
    "duties.forms.LaneNames": Asks(_("三事的叫法"), H, MATTERS, PAPER, "duties.name_lanes"),
    "problems.forms.Confirm": Asks(_("确认共性问题"), W, MATTERS, SHARED, "problems.confirm"),
    "problems.forms.Drop": Asks(_("不算共性问题"), W, MATTERS, SHARED, "problems.drop"),
    "problems.forms.AddMatter": Asks(_("加进一件"), W, MATTERS, SHARED, "problems.add_matter"),
    "problems.forms.TakeOut": Asks(_("拿出一件"), W, MATTERS, SHARED, "problems.take_out"),
    "problems.forms.Join": Asks(_("两个问题并成一个"), W, MATTERS, SHARED, "problems.join"),
    "problems.forms.Begin": Asks(_("共性问题立项"), W, MATTERS, SHARED, "problems.begin"),
    "problems.forms.Advance": Asks(_("推进一步"), W, MATTERS, SHARED, "problems.advance"),
    "problems.forms.Finish": Asks(_("专项办完"), W, MATTERS, SHARED, "problems.finish"),
    "problems.forms.Suggest": Asks(_("报意见建议"), W, MATTERS, SHARED, "problems.suggest"),
    "problems.forms.Choose": Asks(_("定一月一题"), H, MATTERS, SHARED, "problems.choose"),
    "councils.forms.Propose": Asks(_("提出议题"), W, COUNCIL, VOTE, "councils.propose"),
    "councils.forms.custom.SetStandard": Asks(
        _("立红白事标准"), W, COUNCIL, VOTE, "councils.set_standard"
    ),
    "councils.forms.custom.PlanCeremony": Asks(
        _("对照标准"), W, COUNCIL, VOTE, "councils.plan_ceremony"
    ),
    "councils.forms.custom.CloseCeremony": Asks(
        _("办完记一笔"), W, COUNCIL, VOTE, "councils.close_ceremony"
    ),
    "councils.forms.custom.AskReview": Asks(_("要求再评"), R, COUNCIL, VOTE, "councils.ask_review"),
    "councils.forms.levy.Exempt": Asks(_("记减免"), W, COUNCIL, VOTE, "councils.exempt"),
    "councils.forms.levy.DecideExemption": Asks(
        _("定减免"), W, COUNCIL, VOTE, "councils.decide_exemption"
    ),
    "councils.forms.Record": Asks(_("记一步"), W, COUNCIL, VOTE, "councils.record_step"),
    "councils.forms.Post": Asks(_("公示决议"), W, COUNCIL, VOTE, "councils.post"),
    "councils.forms.GiveTask": Asks(_("决议交办"), W, COUNCIL, VOTE, "councils.give_task"),
    "councils.forms.FinishTask": Asks(_("交办的办完了"), W, COUNCIL, VOTE, "councils.finish_task"),
    "councils.forms.Drop": Asks(_("议题不走了"), W, COUNCIL, VOTE, "councils.drop"),
    "councils.forms.Sit": Asks(_("开院坝会"), W, COUNCIL, VOTE, "councils.sit_together"),
    "councils.forms.Call": Asks(_("召开会议"), W, COUNCIL, VOTE, "councils.call"),
    "councils.forms.Tell": Asks(_("再通知一次"), W, COUNCIL, VOTE, "councils.tell"),
    "councils.forms.Cancel": Asks(_("会议不开了"), W, COUNCIL, VOTE, "councils.cancel"),
    "councils.forms.Enter": Asks(_("写进名册"), W, COUNCIL, VOTE, "councils.enter"),
    "councils.forms.Correct": Asks(_("改名册"), W, COUNCIL, VOTE, "councils.correct"),
    "councils.forms.LeaveOut": Asks(_("不计入应到"), W, COUNCIL, VOTE, "councils.leave_out"),
    "councils.forms.Arrive": Asks(_("签到"), W, COUNCIL, VOTE, "councils.arrive"),
    "councils.forms.hall.SlipCode": Asks(_("扫码签到"), R, COUNCIL, VOTE, "councils.sign_in"),
    "councils.forms.hall.HallCode": Asks(_("凭票签签到"), R, COUNCIL, VOTE, "councils.sign_in"),
    "councils.forms.Entrust": Asks(_("委托"), W, COUNCIL, VOTE, "councils.entrust"),
    "councils.forms.election.PostList": Asks(_("公布名单"), W, COUNCIL, VOTE, "councils.post_roll"),
    "councils.forms.election.ObjectToRoll": Asks(
        _("记异议"), W, COUNCIL, VOTE, "councils.object_to_roll"
    ),
    "councils.forms.election.DecideObjection": Asks(
        _("处理异议"), W, COUNCIL, VOTE, "councils.decide_objection"
    ),
    "councils.forms.election.Nominate": Asks(_("提名"), W, COUNCIL, VOTE, "councils.nominate"),
    "councils.forms.election.JudgeCandidate": Asks(
        _("审查候选人"), W, COUNCIL, VOTE, "councils.judge_candidate"
    ),
    "councils.forms.after.Appraise": Asks(_("评办的结果"), R, COUNCIL, VOTE, "councils.appraise"),
    "councils.forms.after.AppraiseFor": Asks(
        _("替人评结果"), W, COUNCIL, VOTE, "councils.appraise"
    ),
    "councils.forms.Suggest": Asks(_("会上的意见"), W, COUNCIL, VOTE, "councils.suggest"),
    "councils.forms.Weigh": Asks(_("意见采纳没有"), W, COUNCIL, VOTE, "councils.weigh"),
    "councils.forms.End": Asks(_("散会"), W, COUNCIL, VOTE, "councils.end"),
    "councils.forms.ballot.DraftBallot": Asks(
        _("拟一项表决"), W, COUNCIL, VOTE, "councils.draft_ballot"
    ),
    "councils.forms.ballot.HandOut": Asks(_("发豆、发票"), W, COUNCIL, VOTE, "councils.hand_out"),
    "councils.forms.ballot.SayVote": Asks(_("记名表决"), W, COUNCIL, VOTE, "councils.say_vote"),
    "councils.forms.ballot.CountPiles": Asks(_("按票数"), W, COUNCIL, VOTE, "councils.count_piles"),
    "councils.forms.ballot.Settle": Asks(_("公布结果"), W, COUNCIL, VOTE, "councils.settle"),
    "councils.forms.ballot.ReadPapers": Asks(_("读票"), W, COUNCIL, VOTE, "councils.read_papers"),
    "councils.forms.hearing.OpenHearing": Asks(
        _("听意见"), W, COUNCIL, VOTE, "councils.open_hearing"
    ),
    "councils.forms.hearing.Moderate": Asks(
        _("看大家添的话"), W, COUNCIL, VOTE, "councils.moderate"
    ),
    "councils.forms.hearing.StateView": Asks(
        _("添一句意见"), R, COUNCIL, VOTE, "councils.state_view"
    ),
    "councils.forms.hearing.TakeStance": Asks(
        _("答一句意见"), R, COUNCIL, VOTE, "councils.take_stance"
    ),
    "councils.forms.ballot.KeepKey": Asks(
        _("收下票箱钥匙"), W, COUNCIL, VOTE, "councils.keep_key", brings_file=True
    ),
    "councils.forms.ballot.OpenBox": Asks(
        _("交开箱结果"), W, COUNCIL, VOTE, "councils.open_box", brings_file=True
    ),
    "councils.forms.ballot.ShowSheet": Asks(_("拍点票单"), W, COUNCIL, VOTE, "councils.show_sheet"),
    "councils.forms.ballot.Count": Asks(_("点票"), W, COUNCIL, VOTE, "councils.count"),
    "councils.forms.ballot.Cast": Asks(_("投票"), R, COUNCIL, VOTE, "councils.cast"),
    "councils.forms.law.ConfirmRule": Asks(
        _("核实规则"), H, COUNCIL, VOTE, "councils.confirm_rule"
    ),
    "councils.forms.law.AddRule": Asks(_("立一条规则"), H, COUNCIL, VOTE, "councils.add_rule"),
    "councils.forms.law.KeepFlow": Asks(_("写一种程序"), H, COUNCIL, VOTE, "councils.keep_flow"),
    "councils.forms.law.FoundBody": Asks(
        _("成立一个组织"), H, COUNCIL, VOTE, "councils.found_body"
    ),
    "councils.forms.law.Seat": Asks(_("任职"), H, COUNCIL, VOTE, "councils.seat"),
    "councils.forms.law.Unseat": Asks(_("离任"), H, COUNCIL, VOTE, "councils.unseat"),
    "councils.forms.law.Rehearse": Asks(_("先演练一遍"), W, COUNCIL, READ),
    "service.forms.Arrange": Asks(_("安排服务日"), H, DAYS, SHEET, "service.arrange"),
    "service.forms.Revise": Asks(_("定服务日清单"), H, DAYS, SHEET, "service.revise_checklist"),
    "service.forms.Retire": Asks(_("停用服务日清单"), H, DAYS, SHEET, "service.retire_checklist"),
    "service.forms.ChangeDay": Asks(_("改一次服务日"), H, DAYS, SHEET, "service.change_day"),
    "service.forms.Group": Asks(_("组建工作组"), H, DAYS, SHEET, "service.form_group"),
    "grids.forms.Found": Asks(_("设网格、院坝的组织"), H, NET, POSTED, "grids.found_team"),
    "grids.forms.Covers": Asks(_("党支部管哪些地方"), H, NET, POSTED, "grids.cover"),
    "grids.forms.Seating": Asks(_("写一个人到岗"), H, NET, POSTED, "grids.seat"),
    "grids.forms.Ending": Asks(_("离岗、撤组织"), H, NET, POSTED, "grids.end_seat"),
    "grids.forms.AskPlan": Asks(_("请求划格"), H, NET, SIZED, "grids.ask_plan"),
    "grids.forms.Shift": Asks(_("改划一处"), H, NET, SIZED, "grids.shift"),
    "grids.forms.Adopt": Asks(_("采用划格方案"), H, NET, SIZED, "grids.adopt_plan"),
    "grids.forms.VenueForm": Asks(_("设场所"), H, NET, POSTED, "grids.open_venue"),
    "neighbours.forms.PutUp": Asks(_("登一条互助"), R, COUNCIL, HELPED, "neighbours.put_up"),
    "neighbours.forms.ForOther": Asks(_("替人登一条互助"), W, COUNCIL, HELPED),
    "neighbours.forms.Takes": Asks(_("替人记下谁来帮"), W, COUNCIL, HELPED, "neighbours.answer"),
    "neighbours.forms.Done": Asks(_("互助办好了"), R, COUNCIL, HELPED, "neighbours.finish"),
    "neighbours.forms.Down": Asks(_("撤下互助"), R, COUNCIL, HELPED, "neighbours.take_down"),
    "neighbours.forms.Longer": Asks(_("互助再登几天"), R, COUNCIL, HELPED, "neighbours.longer"),
    "grids.forms.Duties": Asks(_("定网格员职责"), H, NET, POSTED, "grids.set_duties"),
    "service.forms.Seating": Asks(_("工作组进人"), H, DAYS, SHEET, "service.seat_member"),
    "service.forms.Dissolve": Asks(_("结束工作组"), H, DAYS, SHEET, "service.dissolve_group"),
    "matters.forms.closing.Share": Asks(_("抽查比例"), H, MATTERS, FLOW, "matters.set_share"),
    "matters.forms.closing.Retire": Asks(
        _("停用一条理由"), H, MATTERS, FLOW, "matters.retire_ground"
    ),
}
