from django.urls import reverse
def test_a(as_, reviewed, django_assert_num_queries):
    c = as_("officer")
    r = c.get(reverse("officer:case", args=[reviewed.reference]))
    assert r.status_code == 200
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    with CaptureQueriesContext(connection) as q:
        c.get(reverse("officer:case", args=[reviewed.reference]))
    print(len(q))
    for x in q.captured_queries: print(x["time"], x["sql"][:150])
    with CaptureQueriesContext(connection) as q:
        c.get(reverse("officer:worklist"))
    print(len(q))
    for x in q.captured_queries: print(x["time"], x["sql"][:150])
    import time
    t=time.perf_counter()
    for i in range(20): c.get(reverse("officer:case", args=[reviewed.reference]))
    print((time.perf_counter()-t)/20)
    t=time.perf_counter()
    for i in range(20): c.get(reverse("officer:worklist"))
    print((time.perf_counter()-t)/20)
