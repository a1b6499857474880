"""The models of this app, one line each."""

from project.people.accounts.models import AccessToken as AccessToken
from project.people.accounts.models import Session as Session
from project.people.accounts.models import User as User
from project.people.workspaces.models import Invitation as Invitation
from project.people.workspaces.models import Membership as Membership
from project.people.workspaces.models import Tombstone as Tombstone
from project.people.workspaces.models import Workspace as Workspace
