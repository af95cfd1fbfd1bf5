"""Made-up rows with the columns of public tables, different for each seed."""

from __future__ import annotations

from random import Random

Row = dict[str, str]


def _day(random: Random, years: tuple[int, int]) -> str:
    return f"{random.randint(*years)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def _travels(random: Random) -> list[Row]:
    found = []
    for number in range(300):
        who = random.choice("abcde")
        day = _day(random, (1985, 1995))
        found.append(
            {
                "id": str(number),
                "role": random.choice(["president", "secretary"]),
                "who": f"made-up-{who}",
                "name": f"Made-Up {who.upper()}",
                "start_date": day,
                "end_date": day,
                "country_id": random.choice(["belarus", "russia", "kenya", "vietnam", "mongolia"]),
                "country": random.choice(["Old Label", "New Label"]),
                "locale": random.choice(["Minsk", "Nairobi"]),
            }
        )
    return found


def _leaders(random: Random) -> list[Row]:
    found = []
    for number in range(300):
        day = _day(random, (1958, 1964))
        of = random.choice(["kenya", "belarus", "south-vietnam", "vietnam", "mongolia", "chile"])
        who = f"President Made-Up {random.choice('ABCDEFG')}"
        found.append(
            {
                "id": str(number),
                "start_date": day,
                "end_date": day,
                "visitor": who,
                "from_ids": of,
                "from_names": of.title(),
                "description": "Working visit.",
                "n_visitor": "1",
            }
        )
    return found


def _spells(random: Random) -> list[Row]:
    found = []
    for number in range(200):
        start, end = sorted((_day(random, (1950, 1975)), _day(random, (1950, 1975))))
        code, short = random.choice(
            [("370", "BLR"), ("155", "CHL"), ("712", "MON"), ("501", "KEN")]
        )
        found.append(
            {
                "obsid": f"{short}-{number}",
                "leadid": f"made-up-{number}",
                "ccode": code,
                "idacr": short,
                "leader": f"Leader{number}",
                "startdate": start,
                "enddate": end,
                "exit": random.choice(["Regular", "Irregular"]),
            }
        )
    return found


def _acts(random: Random) -> list[Row]:
    columns = ["Signature", "Ratification, Accession(a), Succession(d)", "Application"]
    return [
        {
            "treaty": random.choice(["90-1", "90-2"]),
            "participant": random.choice(["Belarus", "Viet Nam", "Chile", "Mongolia", "Kenya"]),
            "action_column": random.choice(columns),
            "date": random.choice(["", _day(random, (1961, 2001))]),
            "mark": random.choice(["", "a", "d", "n"]),
        }
        for _ in range(40)
    ]


def _treaties(random: Random) -> list[Row]:
    labels = ["FRANCE", "CHILE", "VIETNAM", "VIETNAM, REPUBLIC OF", "SOVIET UNION", "France"]
    return [
        {
            "fcdo_id": str(number),
            "title": f"Made-up treaty {number}",
            "type": random.choice(["BI", "MULTI"]),
            "signed": random.choice(["", _day(random, (1895, 1920))]),
            "parties": " ; ".join(["UNITED KINGDOM", *random.sample(labels, random.randint(1, 3))]),
        }
        for number in range(150)
    ]


def _embassies(random: Random) -> list[Row]:
    items = {"Q881": "Vietnam", "Q184": "Belarus", "Q298": "Chile", "Q190353": "Made-Up Order"}
    found = []
    for number in range(200):
        sender, host = random.sample(list(items), 2)
        found.append(
            {
                "operator": items[sender],
                "operatorQID": sender,
                "country": items[host],
                "countryQID": host,
                "type": random.choice(["embassy", "high commission", "consulate"]),
                "QID": f"Q9{number // 2:07}",
            }
        )
    return found


def _levels(random: Random) -> list[Row]:
    found = []
    for code in ("816", "817", "155"):
        for year in range(1955, 1975):
            level = random.choice(["", "", "Embassy", "Legation", "Envoy Nonresident"])
            found.append(
                {
                    "country_code_cow": code,
                    "country_name_cow": f"State {code}",
                    "date_start": f"{year}-01-01",
                    "date_end": f"{year}-12-31",
                    "us_mission_status": level,
                }
            )
    return found


def _statuses(random: Random) -> list[Row]:
    found = []
    for code in ("155", "370", "712", "501", "816"):
        for _ in range(6):
            start, end = sorted(random.sample(range(1900, 2001), 2))
            found.append(
                {
                    "GPH_code": code,
                    "GPH_name": f"State {code}",
                    "start_year": str(start),
                    "end_year": str(end),
                    "GPH_status": random.choice(["Sovereign", "Sovereign (limited)", "Part of"]),
                }
            )
    return found


def _flows(random: Random) -> list[Row]:
    names = {"155": "Chile", "200": "United Kingdom", "160": "Argentina (La Plata)"}
    found = []
    for _ in range(400):
        reporter, partner = random.sample(list(names), 2)
        found.append(
            {
                "year": str(random.randint(1928, 1931)),
                "reporting_gph": reporter,
                "reporting_ric": names[reporter],
                "partner_gph": partner,
                "partner_ric": names[partner],
                "exp_imp": random.choice(["Exp", "Imp"]),
                "flow": "1",
                "unit": "1",
                "currency": "sterling pound",
                "value_gbp": random.choice(["", "0.0", f"{random.randint(1, 40)}.5"]),
                "source_id": random.choice(["7", "8", "9"]),
            }
        )
    return found


def _mirrors(random: Random) -> list[Row]:
    found = []
    for _ in range(200):
        reporter, partner = random.choices(["VNM", "CHN", "SCG", "SRB", "CHL", ""], k=2)
        found.append(
            {
                "year": str(random.randint(2005, 2008)),
                "flow": random.choice(["Export", "Import", "Re-Export"]),
                "reporter": f"State {reporter}",
                "reporteriso": reporter,
                "partner": f"State {partner}",
                "partneriso": random.choice([partner, "WLD"]) if partner else "",
                "productcode": "440799.0",
                "tradevalue": str(random.randint(0, 1000)),
            }
        )
    return found


def _holders(random: Random) -> list[Row]:
    found = []
    for number in range(150):
        start, end = sorted((_day(random, (1995, 2015)), _day(random, (1995, 2015))))
        found.append(
            {
                "src": random.choice(["vietnam/holders21.csv", "belarus-ministers/holders21.csv"]),
                "position": random.choice(["President", "President of the Made-Up Union"]),
                "person": f"Holder {number}",
                "personID": f"Q99{number:06}",
                "start": start,
                "end": random.choice([end, end, ""]),
            }
        )
    return found


MADE = {
    "us-official-travels": _travels,
    "us-leader-visits": _leaders,
    "archigos": _spells,
    "eps-office-holders": _holders,
    "uk-treaties": _treaties,
    "un-mtdsg": _acts,
    "embassies-wikidata": _embassies,
    "us-mission-status": _levels,
    "geopolhist-status": _statuses,
    "ricardo-flows": _flows,
    "comtrade": _mirrors,
}
