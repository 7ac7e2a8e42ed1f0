import time
from tests.cast import load_cast, Road
def test_t(db):
    t=time.perf_counter(); load_cast(); print("load", time.perf_counter()-t)
    t=time.perf_counter(); r=Road.draft(); print("draft", time.perf_counter()-t)
    t=time.perf_counter(); r.submit().register(); print("reg", time.perf_counter()-t)
