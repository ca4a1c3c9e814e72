"""The catalogue's rows follow the code."""

from sqlalchemy import select

from data.models import Activity
from data.session import SERVICE, Database
from graph.catalogue import ActivitySpec
from tests.data.factories import a_person


async def test_activities_follow_the_code_and_those_that_are_gone_are_kept_inactive(database: Database):
    person = (await a_person(database)).user_id
    async with database.work(SERVICE) as work:
        await work.catalogue.sync(
            [ActivitySpec("ask", "Ask"), ActivitySpec("tell", "Tell")], created_by=person
        )
    async with database.work(SERVICE) as work:
        await work.catalogue.sync([ActivitySpec("ask", "Ask again")], created_by=person)
    async with database.work(SERVICE) as work:
        found = await work._session.scalars(select(Activity).order_by(Activity.name))
        assert [(row.name, row.display_name, row.is_active) for row in found] == [
            ("ask", "Ask again", True),
            ("tell", "Tell", False),
        ]
