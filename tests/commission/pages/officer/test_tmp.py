import time
from tests.cast import load_cast, Road
from tests.commission.pages.officer.conftest import inspected
def test_a(db):
    def t(name, f):
        a=time.process_time(); b=time.perf_counter(); r=f(); print(name, round(time.process_time()-a,2), round(time.perf_counter()-b,2)); return r
    t("cast", load_cast)
    r=t("draft", Road.draft)
    t("insp", lambda: inspected(r))
    t("submit", r.submit)
    t("register", r.register)
    t("examine", r.examine)
    t("answer", r.answer_all)
    t("report", r.report)
    t("agenda", r.put_on_agenda)
    t("vote", lambda: r.open_vote().vote().recommend())
    t("decide", r.decide)
