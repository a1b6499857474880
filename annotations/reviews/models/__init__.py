"""The models of reviews, one line each."""

from annotations.reviews.models.judgement import Judgement as Judgement
from annotations.reviews.models.look import LastLook as LastLook
from annotations.reviews.models.resolution import Resolution as Resolution
from annotations.reviews.models.review import OPEN_TO_ALL as OPEN_TO_ALL
from annotations.reviews.models.review import REVIEWING as REVIEWING
from annotations.reviews.models.review import Review as Review
from annotations.reviews.models.round import ReviewRound as ReviewRound
