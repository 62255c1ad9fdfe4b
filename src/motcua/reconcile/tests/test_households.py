"""Relatives: their numbers in a person's row, their names, and how like each other they are."""

from random import Random

import pyarrow.parquet as pq

from motcua.reconcile import reconcile
from motcua.reconcile.tests import towns

HOUSEHOLDS = towns.MAPPING.replace("commune: xa}\nsector", "commune: xa, household: ho}\nsector")
FATHERS = HOUSEHOLDS.rstrip()[:-1] + ", father_name: cha}\n"


def families(size=2000):
    """Return a register in households of four that share a commune; the first is the father."""
    register = towns.people(size)
    for i, person in enumerate(register):
        head = register[i - i % 4]
        person |= {"ho": f"H{i // 4}", "xa": head["xa"], "tinh": head["tinh"]}
    return register


def test_a_relatives_number_leads_to_the_household(tmp_path):
    register = families()
    sector = towns.rows_of(register)
    for i in range(0, 400, 4):
        sector[i] |= {"paper": register[i + 1]["id"], "xa": None, "tinh": None}
        sector[i]["birth"] = sector[i]["birth"][:4]
    links = towns.links(towns.write(tmp_path, register, sector, HOUSEHOLDS))
    found = [links[f"S{i}"] for i in range(0, 400, 4)]
    assert sum("id:household" in link["evidence"] for link in found) > 90
    assert sum(link["person_id"] == register[i * 4]["id"] for i, link in enumerate(found)) > 95


def test_a_twin_who_is_not_registered_is_not_taken_for_the_other(tmp_path):
    register, dice = towns.people(2000), Random(3)
    sector = towns.rows_of(register)
    for person in register[::20]:
        other = [name for name in towns.GIVENS if name not in person["name"]]
        twin = " ".join([*person["name"].split()[:1], "Đông", dice.choice(other)])
        number = f"{int(person['id']) + 1:012}"
        row = {"row": f"T{person['id']}", "paper": number, **person, "name": twin}
        sector.append(row)
    links = towns.links(towns.write(tmp_path, register, sector))
    assert not [k for k, link in links.items() if k[0] == "T" and link["outcome"] == "settled"]


def test_a_fathers_name_is_found_in_the_household(tmp_path):
    register = families()
    for i in range(1, 800, 8):  # namesakes of one age in two households
        register[i + 4] |= {k: register[i][k] for k in ("name", "sex")}
        register[i + 4]["birth"] = register[i]["birth"][:5] + "06-15"
    sector = [
        {**row, "cha": register[i - i % 4]["name"].upper() if i % 4 else None}
        for i, row in enumerate(towns.rows_of(register))
    ]
    for i in range(1, 800, 8):
        sector[i] |= {"paper": None, "xa": None, "tinh": None, "birth": register[i]["birth"][:4]}
    request = towns.write(tmp_path, register, sector, FATHERS)
    reconcile(request)
    found = pq.read_table(request.out / "links.parquet").to_pylist()
    right = [found[i]["person_id"] == register[i]["id"] for i in range(1, 800, 8)]
    assert sum(right) >= 95
    assert "father_name:at-home" in found[1]["evidence"]
