# A believable life of twelve weeks, for looking at every page with something on it: attune's demonstration.
#
# Wren lives alone on a third floor, mends maps, and goes slowly.  Nobody in it is real.  One event a line,
# as tests/core/fold/story.c reads them: +DAY HH:MM KIND field=value … [@name].  Nothing in it is refused.

# Week 1
+0 21:16 ANSWER_GIVEN question="spoken-to-name" words="Wren"
+0 21:16 ANSWER_SET_ASIDE question="spoken-to-pronouns" how=2
+0 21:17 ANSWER_GIVEN question="spoken-to-tone" choices=1
+0 21:20 CHECKIN_ADDED weather=4 distress=30 presence=6 sleep=5 stress=6 body=1,7 areas=5 words="Monday. The tram was full and I stood the whole way with my back to the doors."
+1 20:40 ANSWER_GIVEN question="brings-different" words="I would like to sit in my own kitchen without listening to the stairs."
+1 20:43 ANSWER_GIVEN question="brings-matters" choices=1,2,5
+1 20:45 ANSWER_GIVEN question="brings-care" words="No surprises. Let me read to the end before anything starts."
+1 20:58 NOTE_WRITTEN sort=1 words="Filled in three questions and set one aside. The one I set aside did not ask again. I noticed that." @first
+2 22:05 CHECKIN_ADDED weather=6 distress=35 presence=6 willingness=2 sleep=4 stress=6 body=1,6 words="Rain on the skylight. Slept in two pieces."
+3 20:10 ANSWER_GIVEN question="helps-comforts" words="The blue enamel mug with the chip.\nRain, when I am under something.\nThe archive on Thursdays, when the reading room is closed and it is only paper.\nThe dog from the second floor, on his own terms and mine."
+3 20:14 ANSWER_GIVEN question="helps-too-much" words="I count the drawers of the map chest. Forty-two. If I am not at work I do it from memory."
+3 20:15 ANSWER_GIVEN question="helps-senses" choices=1,3,4,6,8
+3 20:16 ANSWER_SET_ASIDE question="helps-people" how=1
+4 19:32 LIMIT_SET stance=4 tag=18 what="Anyone behind me" conditions="Also in a queue. Also when it is kind." @behind
+4 19:34 LIMIT_SET stance=4 what="These stay mine" areas=9,10,13,14 @mine
+4 19:37 LIMIT_SET stance=4 tag=2 what="Perfume, air fresheners, anything from a spray" @spray
+4 19:40 LIMIT_SET stance=3 tag=14 what="Arms around me, friendly ones too" company=2 @arms
+4 19:46 CARD_SAID part=6 words="Harbour"
+4 19:47 CARD_SAID part=7 words="Flat hand on the table, twice"
+5 18:20 CHECKIN_ADDED weather=3 distress=20 presence=7 willingness=3 sleep=6 stress=4 body=5 areas=8 words="Mended a tear across Lincolnshire today. You lay the tissue down wet and then you must leave it alone. That part I am good at."
+5 18:40 WORKSHEET_BEGUN worksheet="signs" @signs
+5 18:40 WORKSHEET_SAID sheet=@signs field="early-breath" words="Stops at the top, like a lift."
+5 18:40 WORKSHEET_SAID sheet=@signs field="early-voice" words="Very polite."
+5 18:41 WORKSHEET_SAID sheet=@signs field="well-breath" words="I notice it has been going on without me."
+5 18:42 WORKSHEET_SAID sheet=@signs field="helps" words="Stand up. Look at the door. Say the street."
+6 11:05 ANSWER_GIVEN question="keep-away-triggers" choices=2,18,24,27
+6 11:09 ANSWER_GIVEN question="keep-away-own" words="aftershave\nleather gloves"
+6 11:12 ANSWER_GIVEN question="keep-away-early" words="I start being very polite. My answers get shorter and I agree with things."
+6 11:14 ANSWER_SET_ASIDE question="keep-away-brakes" how=1
+6 11:20 LIMIT_SET stance=1 tag=4 what="Something warm in my hands" areas=8 @warm
+6 11:22 LIMIT_SET stance=1 tag=10 what="Wool that has been washed a hundred times" areas=8
+6 11:25 LIMIT_SET stance=3 tag=3 what="Cold on my hands" conditions="It may be the winter. Ask me when the windows are open." @cold

# Week 2
+7 19:02 CEILING_SET alone=0
+7 19:03 CHECKIN_ADDED weather=5 distress=10 presence=5 willingness=2 sleep=5 stress=5 body=2,11 words="Number is low. I do not trust it. It is low the way a house is quiet when the power is out."
+7 19:12 NOTE_WRITTEN sort=1 words="I put the ladder at nought, to see what happens. Nothing happened. Good."
+8 20:30 ANSWER_GIVEN question="health-body" choices=13
+8 20:32 ANSWER_GIVEN question="health-rest" choices=1,2
+8 20:33 ANSWER_SET_ASIDE question="health-medicines" how=2
+8 20:35 ANSWER_GIVEN question="health-pause"
+9 07:40 CHECKIN_ADDED weather=3 distress=20 presence=7 willingness=3 sleep=6 stress=4 body=12 words="Frost on the inside of the landing window. Somebody had drawn a fish in it."
+9 07:44 NOTE_WRITTEN sort=2 words="The fish had an eye and everything."
+9 08:02 NOTE_WRITTEN sort=4 about="lesson/L01" words="I did stand in the hall. That was the hall, not me."
+9 19:30 PRACTICE_PLANNED activity="A06" name="Sounds of the room" minutes=3 ask_seconds=120 signal="Switch on the lamp" place="Kitchen, chair facing the door" dimension=6 @sounds-1
+9 19:31 PRACTICE_CHECKED practice=@sounds-1 distress=20 presence=7 willingness=3 sober=1 no_pain=1 safe=1 able=1
+9 19:32 PRACTICE_STEPPED practice=@sounds-1 step=4
+9 19:34 PRACTICE_STEPPED practice=@sounds-1 step=5
+9 19:38 WIND_DOWN_SAID practice=@sounds-1 expected="That I would end up listening to the stairs." happened="Fridge. Pipe. A tram far off. Then the stairs, once, and it was the student from the fourth with his bicycle. I knew it by the tick of the wheel." remember="Most of what I hear is the fridge." peak=22 presence=7 willingness=3 pleasant=4
+10 08:10 NEXT_DAY_SAID practice=@sounds-1 sleep=2 mood=2 shame=2 memories=2
+11 10:15 PRACTICE_PLANNED activity="A01" name="Comfort collection" minutes=5 ask_seconds=120 place="Kitchen table" dimension=5 @collection
+11 10:16 PRACTICE_CHECKED practice=@collection distress=15 presence=8 willingness=4 sober=1 no_pain=1 safe=1 able=1
+11 10:17 PRACTICE_STEPPED practice=@collection step=4
+11 10:19 PRACTICE_STEPPED practice=@collection step=5
+11 10:21 PRACTICE_STEPPED practice=@collection step=5
+11 10:25 WIND_DOWN_SAID practice=@collection expected="I would have nothing to put in it." happened="Seven things. The mug, the grey scarf, the bone folder, a tram ticket, the song with the accordion, the step by the canal where nobody sits, bread ends." remember="Bread ends count." comfort="The bone folder" peak=15 presence=8 willingness=4 pleasant=6
+12 09:00 NEXT_DAY_SAID practice=@collection sleep=2 mood=3 shame=2 memories=2 words="Thought about the accordion on the way to work."
+12 18:45 CHECKIN_ADDED weather=2 distress=15 presence=8 willingness=3 sleep=7 stress=3 body=5 words="Light until nearly six."
+12 18:52 CEILING_SET alone=1
+13 20:05 CARD_SAID part=1 words="Warm mug. Plain wool. Being told what happens next."
+13 20:07 CARD_SAID part=2 words="Slower than you think"
+13 20:09 CARD_SAID part=8 words="Tea. No questions for an hour. The radio low."

# Week 3
+14 20:01 CHECKIN_ADDED weather=6 distress=25 presence=7 willingness=3 sleep=5 stress=5 body=7 words="Two weeks of rain, the man at the kiosk says. He says it to everyone; it is his gift to the street."
+14 20:10 PRACTICE_PLANNED activity="A15" name="Warm cup" level=1 minutes=5 ask_seconds=120 signal="Put it down" place="Kitchen" after="Bread and the radio" dimension=3 @cup-1
+14 20:11 PRACTICE_CHECKED practice=@cup-1 distress=20 presence=7 willingness=3 sober=1 no_pain=1 safe=1 able=1
+14 20:12 PRACTICE_STEPPED practice=@cup-1 step=4
+14 20:14 PRACTICE_STEPPED practice=@cup-1 step=5
+14 20:16 PRACTICE_STEPPED practice=@cup-1 step=5
+14 20:20 WIND_DOWN_SAID practice=@cup-1 expected="It would go cold and I would sit there being a person with a cup." happened="It stayed warm the whole time. There is a place where the glaze ran and my thumb fits it." remember="Thumb, glaze." comfort="The blue mug" peak=20 presence=8 willingness=3 pleasant=7
+15 07:55 NEXT_DAY_SAID practice=@cup-1 sleep=2 mood=2 shame=2 memories=2
+16 20:05 NOTE_WRITTEN sort=5 about="script/S09-short" words="My stop word is Harbour. My signal is a flat hand on the table, twice. And if I go polite, that is a stop as well." @stop-script
+16 22:20 CHECKIN_ADDED weather=8 distress=55 presence=5 willingness=1 sleep=3 stress=8 body=1,3,6 areas=4,5 words="Somebody shouted in the courtyard, at a car I think. I stood in the hall with my coat on for twenty minutes. Then I took it off."
+16 22:41 NOTE_WRITTEN sort=1 words="Ground, then the drawers. Got to forty-two twice."
+17 19:10 CHECKIN_ADDED weather=4 distress=35 presence=6 willingness=2 sleep=4 stress=6 body=7 words="Grey, but a day."
+17 19:20 PRACTICE_PLANNED activity="A14" name="Texture tray" level=1 minutes=5 ask_seconds=120 place="Kitchen" dimension=4 @tray-gate
+17 19:21 PRACTICE_CHECKED practice=@tray-gate distress=45 presence=6 willingness=2 sober=1 no_pain=1 safe=1 able=1
+17 19:22 PRACTICE_STEPPED practice=@tray-gate step=11
+17 19:30 NOTE_WRITTEN sort=1 words="It said there was a lot going on inside, and offered grounding, or rest. I had already half known. It is odd to be believed by a form."
+17 19:30 SETTING_CHOSEN setting=17 value=2
+17 19:31 ACTIVITY_PASSED activity="A14"
+17 19:34 MEASURE_SAID which=7 answers="10-2113" own="The tram\nMaps" words="The second line is the one I keep looking at."
+17 19:35 BODY_MARKED tension=5,35 numbness=46 fear=34 no_go=9,10 spots="shoulders as if the bag were still on them" words="Drew it before the kettle was done."
+17 20:10 WORKSHEET_BEGUN worksheet="thought" @thought
+17 20:10 WORKSHEET_SAID sheet=@thought field="situation" words="My sister asked why I sit by the door."
+17 20:10 WORKSHEET_SAID sheet=@thought field="feeling" words="caught"
+17 20:10 WORKSHEET_SAID sheet=@thought field="feeling-before" score=70
+17 20:11 WORKSHEET_SAID sheet=@thought field="thought" words="I ought to be over it by now."
+17 20:11 WORKSHEET_SAID sheet=@thought field="belief-before" score=80
+17 20:14 WORKSHEET_SAID sheet=@thought field="against" words="Nobody says that to a river."
+17 20:16 WORKSHEET_SAID sheet=@thought field="wider" words="I sit by the door, and I came to lunch."
+17 20:17 WORKSHEET_SAID sheet=@thought field="belief-wider" score=40
+19 10:40 ANSWER_GIVEN question="hopes-shape" choices=2
+19 10:44 ANSWER_GIVEN question="hopes-toward" words="To be able to fall asleep on the sofa with the lamp on, by accident, like other people’s uncles."
+19 10:49 ANSWER_GIVEN question="hopes-enough" words="Warm hands. My own front room. One friend I can sit next to on the 14 without holding my breath."
+19 10:50 ANSWER_SET_ASIDE question="hopes-whose" how=1
+19 10:55 ANSWER_GIVEN question="hopes-protect" words="The double turn of the lock. I like the sound. It stays."
+19 11:10 NOTE_WRITTEN sort=2 words="Wrote a long answer and then read it back as if someone else had. I would have liked them."
+20 16:30 PRACTICE_PLANNED activity="A12" name="My own pace walk" minutes=10 ask_seconds=180 signal="Turn round, no reason" place="Canal, as far as the lock" dimension=2 @walk-1
+20 16:31 PRACTICE_CHECKED practice=@walk-1 distress=20 presence=7 willingness=3 sober=1 no_pain=1 safe=1 able=1
+20 16:32 PRACTICE_STEPPED practice=@walk-1 step=4
+20 16:35 PRACTICE_STEPPED practice=@walk-1 step=5
+20 16:38 PRACTICE_STEPPED practice=@walk-1 step=5
+20 16:40 PRACTICE_STEPPED practice=@walk-1 step=11
+20 16:43 WIND_DOWN_SAID practice=@walk-1 expected="To be looked at." happened="Canal path. I went at the pace of a barge for a while and the barge did not mind. Nobody looked; a child did, and went back to its bun." remember="Barge pace." peak=25 presence=8 willingness=3 pleasant=6

# Week 4
+21 08:30 NEXT_DAY_SAID practice=@walk-1 sleep=2 mood=3 shame=2 memories=2
+21 18:10 CHECKIN_ADDED weather=2 distress=15 presence=8 willingness=4 sleep=7 stress=3 body=5,9 words="Starlings on the gasworks. They settle like something being poured."
+21 18:14 NOTE_WRITTEN sort=2 words="Ate standing at the window and did not notice I had turned my back to the room." @window
+22 19:40 PRACTICE_PLANNED activity="A15" name="Warm cup" level=1 minutes=8 ask_seconds=120 signal="Put it down" place="Kitchen" dimension=3 @cup-2
+22 19:41 PRACTICE_CHECKED practice=@cup-2 distress=15 presence=8 willingness=4 sober=1 no_pain=1 safe=1 able=1
+22 19:42 PRACTICE_STEPPED practice=@cup-2 step=4
+22 19:44 PRACTICE_STEPPED practice=@cup-2 step=5
+22 19:46 PRACTICE_STEPPED practice=@cup-2 step=5
+22 19:47 PRACTICE_STEPPED practice=@cup-2 step=11
+22 19:50 WIND_DOWN_SAID practice=@cup-2 expected="Same as last time." happened="Better tea. Same thumb." peak=15 presence=8 willingness=4 pleasant=7
+23 08:00 NEXT_DAY_SAID practice=@cup-2 sleep=3 mood=2 shame=2 memories=2
+24 21:00 CHECKIN_ADDED weather=7 distress=40 presence=6 willingness=2 sleep=4 stress=7 body=6 areas=8 words="Wind since noon. Everything on the scaffolding opposite is talking."
+24 21:12 NOTE_WRITTEN sort=6 about="kind/K04" words="I can do less. Less is also a number."
+24 21:20 NOTE_WRITTEN sort=8 about="word/window" words="How much street fits through the gap in the shutters."
+25 19:45 PRACTICE_PLANNED activity="A18" name="Weighted lap pad" level=1 minutes=5 ask_seconds=120 signal="Push it off" place="Sofa" after="Window open" dimension=2 @pad-1
+25 19:46 PRACTICE_CHECKED practice=@pad-1 distress=28 presence=7 willingness=3 sober=1 no_pain=1 safe=1 able=1
+25 19:47 PRACTICE_STEPPED practice=@pad-1 step=4
+25 19:49 PRACTICE_STEPPED practice=@pad-1 step=5
+25 19:50 PRACTICE_STEPPED practice=@pad-1 step=7
+25 19:53 WIND_DOWN_SAID practice=@pad-1 expected="That it would be like a cat." happened="For two minutes it was like a cat. Then it was like being told to stay. I pressed Stop before I had finished the thought." remember="The button is faster than the reasons." comfort="Grey scarf" peak=38 presence=6 willingness=2 pleasant=2
+26 08:20 NEXT_DAY_SAID practice=@pad-1 sleep=1 mood=2 shame=2 memories=2 words="Woke at four, but only the once. Fell asleep again to the early tram."
+26 08:25 NOTE_WRITTEN sort=9 words="Slept badly" about="effect/sleep"
+26 20:10 NOTE_WRITTEN sort=1 words="I keep turning it over: I stopped, and the evening went on. I boiled an egg."
+27 10:00 LIMIT_SET stance=2 tag=12 what="Weight on me" conditions="Only what I can throw off with one hand. Not on the legs." @weight

# Week 5
+28 20:20 CHECKIN_ADDED weather=3 distress=20 presence=7 willingness=3 sleep=6 stress=4 body=5
+28 20:30 PRACTICE_PLANNED activity="A13" name="Two cloths" level=1 minutes=6 ask_seconds=120 place="Kitchen table" dimension=4 @cloths-1
+28 20:31 PRACTICE_CHECKED practice=@cloths-1 distress=20 presence=8 willingness=4 sober=1 no_pain=1 safe=1 able=1
+28 20:32 PRACTICE_STEPPED practice=@cloths-1 step=4
+28 20:34 PRACTICE_STEPPED practice=@cloths-1 step=5
+28 20:36 PRACTICE_STEPPED practice=@cloths-1 step=11
+28 20:39 WIND_DOWN_SAID practice=@cloths-1 expected="A tea towel is a tea towel." happened="The linen one has a memory of being ironed. The other is all loops. I could tell them apart with my eyes shut but I kept them open." remember="Eyes open was better." peak=20 presence=8 willingness=4 pleasant=6
+29 08:05 NEXT_DAY_SAID practice=@cloths-1 sleep=2 mood=2 shame=2 memories=2
+30 22:00 CHECKIN_ADDED weather=9 distress=20 presence=6 willingness=3 sleep=5 stress=3 body=7 words="Very still. The kind before snow, though it is April."
+31 09:40 ACTIVITY_SHAPED activity="A22" name="The chair that creaks"
+31 18:00 CHECKIN_ADDED weather=3 distress=22 presence=7 willingness=3 sleep=6 stress=4 body=6
+31 18:10 PRACTICE_PLANNED activity="A22" name="The chair that creaks" level=1 minutes=10 ask_seconds=120 signal="Both feet down" place="Front room" dimension=2 @chair
+31 18:11 PRACTICE_CHECKED practice=@chair distress=22 presence=7 willingness=3 sober=1 no_pain=1 safe=1 able=1
+31 18:12 PRACTICE_STEPPED practice=@chair step=4
+31 18:14 PRACTICE_STEPPED practice=@chair step=5
+31 18:20 PRACTICE_CHECKED practice=@chair distress=20 presence=8 willingness=3 sober=1 no_pain=1 safe=1 able=1
+31 18:20 PRACTICE_STEPPED practice=@chair step=4
+31 18:22 PRACTICE_STEPPED practice=@chair step=11
+31 18:25 WIND_DOWN_SAID practice=@chair expected="To feel silly." happened="The phone rang in the other room and I went, and forgot that I was being asked. It had paused itself. Nobody had carried on without me. I came back and answered properly and rocked two more minutes." remember="It waits. It does not carry on." peak=22 presence=8 willingness=3 pleasant=5
+32 08:15 NEXT_DAY_SAID practice=@chair sleep=2 mood=2 shame=2 memories=2
+32 08:20 LIMITS_LOOKED_AT answer=2
+33 18:00 SETTING_CHOSEN setting=14 value=1170
+33 18:00 SETTING_CHOSEN setting=13 value=7
+33 20:45 CHECKIN_ADDED weather=1 distress=10 presence=9 willingness=4 sleep=8 stress=2 body=5,9,10 words="Windows open all day. The flat smelled of other people’s toast and I did not mind it."
+33 20:50 NOTE_WRITTEN sort=2 words="Took the stairs at a walk, in the dark, when the bulb on two had gone. Noticed at the bottom."
+34 11:00 ACTIVITY_ADDED name="Sleeves from the radiator" dimension=3 company=1 level=1 minutes=4 props="the grey jumper, the radiator under the window" steps="Lay the jumper on the radiator while the kettle boils.\nPut it on, or only hold the sleeves.\nTake it off whenever." tags=4,10 areas=7,8 @sleeves
+34 19:15 PRACTICE_PLANNED activity="@sleeves" name="Sleeves from the radiator" level=1 minutes=4 ask_seconds=120 place="Front room window" dimension=3 @sleeves-1
+34 19:16 PRACTICE_CHECKED practice=@sleeves-1 distress=10 presence=8 willingness=4 sober=1 no_pain=1 safe=1 able=1
+34 19:17 PRACTICE_STEPPED practice=@sleeves-1 step=4
+34 19:19 PRACTICE_STEPPED practice=@sleeves-1 step=5
+34 19:24 WIND_DOWN_SAID practice=@sleeves-1 expected="Warm, then less warm." happened="Exactly that. There is a lot to be said for a thing that does what you thought." remember="Left sleeve first." comfort="Grey jumper" peak=12 presence=9 willingness=4 pleasant=8

# Week 6
+35 08:00 NEXT_DAY_SAID practice=@sleeves-1 sleep=3 mood=3 shame=2 memories=2
+35 21:10 CHECKIN_ADDED weather=3 distress=18 presence=8 willingness=3 sleep=7 stress=4
+36 20:20 ANSWER_GIVEN question="helps-people" words="M., by post. The dog."
+36 20:24 ANSWER_GIVEN question="keep-away-brakes" choices=1,4,5,6,11
+37 19:00 LIMIT_SET of=@cold stance=2 tag=3 what="Cold on my hands" conditions="A cloth, not ice. With the warm one next to it."
+37 19:04 NOTE_WRITTEN sort=1 words="Moved “cold” from not now to maybe. The windows were open; that had been the agreement."
+37 22:30 NOTE_WRITTEN sort=7 about="tested/need" words="The chain on the door. The radio, low. Not the telephone."
+38 09:15 NOTE_WRITTEN sort=7 about="tested/change" words="At work: nobody reaches past me for a drawer. I will say it to Pilar first."
+38 18:30 CHECKIN_ADDED weather=2 distress=15 presence=8 willingness=4 sleep=7 stress=3 body=12
+38 18:40 PRACTICE_PLANNED activity="A16" name="Cool cloth" level=1 minutes=3 ask_seconds=120 signal="Drop it in the bowl" place="Kitchen sink" dimension=3 @cool-1
+38 18:41 PRACTICE_CHECKED practice=@cool-1 distress=15 presence=8 willingness=4 sober=1 no_pain=1 safe=1 able=1
+38 18:42 PRACTICE_STEPPED practice=@cool-1 step=4
+38 18:44 PRACTICE_STEPPED practice=@cool-1 step=5
+38 18:48 WIND_DOWN_SAID practice=@cool-1 expected="Flinch." happened="Flinched. Then it was the temperature of a church. I quite like churches when they are empty." remember="Have the dry towel ready." peak=25 presence=8 willingness=3 pleasant=5
+39 08:10 NEXT_DAY_SAID practice=@cool-1 sleep=2 mood=2 shame=2 memories=2
+40 22:30 CHECKIN_ADDED weather=5 distress=15 presence=4 willingness=2 sleep=5 stress=4 body=2,11 words="Walked home and cannot remember the bridge. Fifteen, it says, and I am behind glass."
+40 22:36 NOTE_WRITTEN sort=1 words="Not today, then. Said so, made soup, drew the fish from the window. It came out more like a shoe."
+40 22:38 ACTIVITY_PASSED activity="A13"
+41 10:34 CHECKIN_ADDED weather=3 distress=18 presence=8 willingness=3 sleep=7 stress=3 body=5 words="Sunday is a long corridor but the doors are open." @sunday
+41 19:34 CHECKIN_ADDED of=@sunday weather=3 distress=15 presence=8 willingness=3 sleep=7 stress=3 body=5 words="Sunday was a long corridor, but the doors were open, and in one of them there was rhubarb."

# Week 7
+42 10:30 ACTIVITY_SHAPED activity="A02" hidden=1
+43 19:50 PRACTICE_PLANNED activity="A15" name="Warm cup" level=1 minutes=5 ask_seconds=120 place="Kitchen" dimension=3 @cup-3
+43 19:51 PRACTICE_CHECKED practice=@cup-3 distress=15 presence=8 willingness=4 sober=1 no_pain=1 safe=1 able=1
+43 19:52 PRACTICE_STEPPED practice=@cup-3 step=4
+43 19:54 PRACTICE_STEPPED practice=@cup-3 step=5
+43 19:56 PRACTICE_STEPPED practice=@cup-3 step=5
+43 20:00 WIND_DOWN_SAID practice=@cup-3 expected="Nothing new." happened="Nothing new. Good." peak=12 presence=8 willingness=4 pleasant=7
+43 20:50 BODY_MARKED tension=35 unsure=34 warmth=8 no_go=9 spots="hands wool" @map-2
+43 20:52 BODY_MARKED of=@map-2 tension=35 unsure=34 warmth=8 no_go=9,10 spots="hands wool"
+43 21:05 WORKSHEET_BEGUN worksheet="goals" @goal
+43 21:05 WORKSHEET_SAID sheet=@goal field="more" words="I would like to lean on a doorframe with someone and not plan the way out."
+43 21:06 WORKSHEET_SAID sheet=@goal field="stays" words="Thursdays in the archive."
+43 21:10 WORKSHEET_BEGUN worksheet="plan" @my-plan
+43 21:10 WORKSHEET_SAID sheet=@my-plan field="next" words="The cloths, then hands under warm water."
+43 21:10 WORKSHEET_SAID sheet=@my-plan field="waits" words="Everything with arms."
+43 21:12 SETTING_CHOSEN setting=23 value=28
+43 21:15 WORKSHEET_BEGUN worksheet="helpers" @vet
+43 21:15 WORKSHEET_SAID sheet=@vet field="name" words="Ines, second floor (the dog)"
+43 21:15 WORKSHEET_SAID sheet=@vet field="contact" words="Two knocks on the pipe"
+43 21:15 WORKSHEET_SAID sheet=@vet field="say" words="Can I walk him round the block?"
+44 18:20 PRACTICE_PLANNED activity="A19" name="Soft and firm ball" level=1 minutes=3 ask_seconds=120 signal="Let it roll" place="Front room" dimension=2 @ball-1
+44 18:21 PRACTICE_CHECKED practice=@ball-1 distress=20 presence=8 willingness=3 sober=1 no_pain=1 safe=1 able=1
+44 18:22 PRACTICE_STEPPED practice=@ball-1 step=4
+44 18:24 PRACTICE_STEPPED practice=@ball-1 step=5
+44 18:28 WIND_DOWN_SAID practice=@ball-1 expected="That my hand would want to throw it." happened="It did. So I threw it, at the sofa, and fetched it, and did the rest." remember="Throwing is allowed." peak=24 presence=7 willingness=3 pleasant=5
+44 19:00 FAVOURITE_SET what="ground/G03" on=1
+44 19:01 FAVOURITE_SET what="activity/A15" on=1
+44 19:02 FAVOURITE_SET what="lesson/L03" on=1
+44 19:03 FAVOURITE_SET what="ground/G05" on=1
+45 09:00 FAVOURITE_SET what="line/GB/Galop" on=1
+45 20:00 CHECKIN_ADDED weather=1 distress=12 presence=8 willingness=4 sleep=7 stress=3 body=5,10 areas=5 words="M. wrote. Four pages, both sides, and a pressed leaf that had gone to lace."
+45 20:05 NEXT_DAY_SAID practice=@ball-1 sleep=2 mood=2 shame=2 memories=2
+46 19:30 LIMITS_LOOKED_AT answer=1
+46 20:05 MEASURE_SAID which=7 answers="2112232" own="The tram\nMaps"
+46 20:15 NOTE_WRITTEN sort=4 about="lesson/R01" words="Ask for the drawer, not for the moon."
+47 18:30 NOTE_WRITTEN sort=1 words="The pill in the blue box, since January. Ask whether evening is better." about="medicine/log"
+47 20:00 NOTE_WRITTEN sort=1 words="I have put the ladder to two. Nobody asked me to. I walked round the table first, the long way."
+47 20:02 CEILING_SET alone=2
+48 18:50 CHECKIN_ADDED weather=2 distress=18 presence=8 willingness=4 sleep=7 stress=3 body=12 areas=8
+48 19:00 PRACTICE_PLANNED activity="A36" name="Sand or rice bowl" level=2 minutes=6 ask_seconds=120 signal="Hands out, on the towel" place="Kitchen table" after="Sweep, slowly" dimension=4 @rice-1
+48 19:01 PRACTICE_CHECKED practice=@rice-1 distress=18 presence=8 willingness=4 sober=1 no_pain=1 safe=1 able=1
+48 19:02 PRACTICE_STEPPED practice=@rice-1 step=4
+48 19:04 PRACTICE_STEPPED practice=@rice-1 step=5
+48 19:06 PRACTICE_STEPPED practice=@rice-1 step=11
+48 19:09 WIND_DOWN_SAID practice=@rice-1 expected="Rice everywhere." happened="Rice everywhere. Also a sound like very small rain, which I had not been told about." remember="Use the roasting tin." peak=18 presence=8 willingness=4 pleasant=8

# Week 8
+49 08:00 NEXT_DAY_SAID practice=@rice-1 sleep=2 mood=3 shame=2 memories=2 words="Found a grain in my cuff at the archive. Left it there."
+50 21:40 CHECKIN_ADDED weather=6 distress=30 presence=7 willingness=2 sleep=5 stress=6 body=1 areas=4,5
+51 19:00 CHECKIN_ADDED weather=3 distress=20 presence=8 willingness=3 sleep=6 stress=4
+51 19:10 PRACTICE_PLANNED activity="A26" name="Hands under warm water" level=2 minutes=4 ask_seconds=120 signal="Tap off" place="Kitchen sink" dimension=3 @water-1
+51 19:11 PRACTICE_CHECKED practice=@water-1 distress=20 presence=8 willingness=3 sober=1 no_pain=1 safe=1 able=1
+51 19:12 PRACTICE_STEPPED practice=@water-1 step=4
+51 19:14 PRACTICE_STEPPED practice=@water-1 step=5
+51 19:15 PRACTICE_STEPPED practice=@water-1 step=11
+51 19:18 WIND_DOWN_SAID practice=@water-1 expected="I would hurry." happened="I hurried for the first minute. Then I held one hand still and let the other hurry for both of them." remember="One hand can wait for the other." peak=25 presence=7 willingness=3 pleasant=6
+52 08:25 NEXT_DAY_SAID practice=@water-1 sleep=1 mood=1 shame=2 memories=1 words="Bad night. Not about the water, or I do not think so. Old weather. Rang in and said I would be an hour late, and nobody made anything of it."
+52 12:10 CHECKIN_ADDED weather=8 distress=50 presence=5 willingness=1 sleep=2 stress=7 body=1,3 areas=4,9 words="Short night, short fuse, wrong shoes."
+52 19:40 NOTE_WRITTEN sort=5 about="script/plain-refusal" words="No, I do not want a lift home. I like the walk." @lift-no
+52 21:15 NOTE_WRITTEN sort=1 words="Kept to the sofa, lamp on, shoes by the door where I could see them. Did none of it today. It is all still there."
+53 20:30 CHECKIN_ADDED weather=4 distress=35 presence=6 willingness=2 sleep=5 stress=5 body=7
+54 19:05 CHECKIN_ADDED weather=3 distress=25 presence=7 willingness=3 sleep=6 stress=4 words="Bread came out lopsided and tasted upright."
+54 19:10 MEASURE_IMPORTED name="WHO-5, its words left out here" which=1 items="1\tQuestion one, in its owner’s words\t5 Choice 5\t4 Choice 4\t3 Choice 3\t2 Choice 2\t1 Choice 1\t0 Choice 0\n2\tQuestion two, in its owner’s words\t5 Choice 5\t4 Choice 4\t3 Choice 3\t2 Choice 2\t1 Choice 1\t0 Choice 0\n3\tQuestion three, in its owner’s words\t5 Choice 5\t4 Choice 4\t3 Choice 3\t2 Choice 2\t1 Choice 1\t0 Choice 0\n4\tQuestion four, in its owner’s words\t5 Choice 5\t4 Choice 4\t3 Choice 3\t2 Choice 2\t1 Choice 1\t0 Choice 0\n5\tQuestion five, in its owner’s words\t5 Choice 5\t4 Choice 4\t3 Choice 3\t2 Choice 2\t1 Choice 1\t0 Choice 0" notice="attune ships nobody’s questions; these lines stand in for them." values=1 @who5
+54 19:13 MEASURE_SAID measure=@who5 which=1 answers="32323" values=1
+55 18:30 PRACTICE_PLANNED activity="A06" name="Sounds of the room" minutes=3 ask_seconds=120 place="Kitchen" dimension=6 @sounds-2
+55 18:31 PRACTICE_CHECKED practice=@sounds-2 distress=20 presence=7 willingness=3 sober=1 no_pain=1 safe=1 able=1
+55 18:32 PRACTICE_STEPPED practice=@sounds-2 step=4
+55 18:34 PRACTICE_STEPPED practice=@sounds-2 step=5
+55 18:38 WIND_DOWN_SAID practice=@sounds-2 expected="Fridge." happened="No fridge. It had finished a cycle or given up. I heard my own sleeve." peak=18 presence=8 willingness=3 pleasant=5

# Week 9
+56 08:00 NEXT_DAY_SAID practice=@sounds-2 sleep=2 mood=2 shame=2 memories=2
+56 17:40 NOTE_WRITTEN sort=2 words="A man held the door and I went through it. That is all. I was at the tram stop before I thought to look round."
+57 19:55 CHECKIN_ADDED weather=2 distress=15 presence=8 willingness=4 sleep=7 stress=3 body=5
+57 20:02 LIMIT_SET stance=3 tag=25 what="Anything at my face" conditions="I do it myself, in the morning, with the door shut. That is enough face." @face
+58 19:30 PRACTICE_PLANNED activity="A27" name="Hand cream, own hands" level=2 minutes=4 ask_seconds=120 signal="Pick up the towel" place="Kitchen table" after="Tea" dimension=1 @cream-1
+58 19:31 PRACTICE_CHECKED practice=@cream-1 distress=22 presence=8 willingness=3 sober=1 no_pain=1 safe=1 able=1
+58 19:32 PRACTICE_STEPPED practice=@cream-1 step=4
+58 19:34 PRACTICE_STEPPED practice=@cream-1 step=5
+58 19:35 PRACTICE_STEPPED practice=@cream-1 step=7
+58 19:38 WIND_DOWN_SAID practice=@cream-1 expected="Slippery." happened="Fine on the backs of the hands. Then between the fingers, and I was done; not frightened, done, like a page. Stop, towel, cold tap, tea." remember="Done is a reason too." comfort="Linen towel" peak=30 presence=7 willingness=2 pleasant=4
+59 08:10 NEXT_DAY_SAID practice=@cream-1 sleep=2 mood=2 shame=2 memories=2 words="Slept. I had half expected a bill."
+60 20:20 NOTE_WRITTEN of=@stop-script sort=5 about="script/S09-short" words="Harbour means stop. A flat hand, twice, means stop. Polite means stop."
+61 22:10 CHECKIN_ADDED weather=7 distress=35 presence=6 willingness=2 sleep=5 stress=6 body=6 words="The bins went over at nine and again at ten. I know it was the wind because I went and looked, in slippers, like somebody with a house."
+62 09:30 NOTE_WRITTEN sort=2 words="Slippers on the stairs. I want to remember that: I went down, not up." @slippers
+62 17:00 PRACTICE_PLANNED activity="A12" name="My own pace walk" minutes=8 ask_seconds=180 place="Canal, past the lock" dimension=2 @walk-2
+62 17:01 PRACTICE_CHECKED practice=@walk-2 distress=15 presence=8 willingness=4 sober=1 no_pain=1 safe=1 able=1
+62 17:02 PRACTICE_STEPPED practice=@walk-2 step=4
+62 17:05 PRACTICE_STEPPED practice=@walk-2 step=5
+62 17:08 PRACTICE_STEPPED practice=@walk-2 step=5
+62 17:13 WIND_DOWN_SAID practice=@walk-2 expected="Ducks." happened="Ducks, and one heron being a post. Sat on the step. Someone sat on the far end of it and read, and we were two people on a step." remember="There is room on the step." peak=24 presence=8 willingness=4 pleasant=7

# Week 10
+63 08:15 NEXT_DAY_SAID practice=@walk-2 sleep=3 mood=3 shame=2 memories=2
+63 18:40 CHECKIN_ADDED weather=1 distress=10 presence=9 willingness=4 sleep=8 stress=2 body=5,9 words="Ate outside."
+65 20:10 PRACTICE_PLANNED activity="A31" name="Own shoulder hold" level=2 minutes=3 ask_seconds=120 signal="Hand back on the knee" place="Front room" dimension=2 @shoulder-1
+65 20:11 PRACTICE_CHECKED practice=@shoulder-1 distress=15 presence=8 willingness=4 sober=1 no_pain=1 safe=1 able=1
+65 20:12 PRACTICE_STEPPED practice=@shoulder-1 step=4
+65 20:14 PRACTICE_STEPPED practice=@shoulder-1 step=11
+65 20:17 WIND_DOWN_SAID practice=@shoulder-1 expected="To feel watched doing it." happened="Curtain half open, on purpose. Nobody has a view in except the pigeons. The wool was warm by the second breath. My hand knew what to do with a shoulder; it has carried enough bags off it." remember="Right hand, left shoulder. Not both." comfort="Grey jumper" peak=20 presence=8 willingness=4 pleasant=6
+66 08:05 NEXT_DAY_SAID practice=@shoulder-1 sleep=2 mood=2 shame=2 memories=2
+66 21:40 NOTE_WRITTEN sort=6 about="kind/own" words="I have mended worse than this, and slowly."
+67 21:20 NOTE_WRITTEN sort=1 words="Told M. about the heron, by post, and left out the rest. It is mine to leave out." @heron
+67 21:26 NOTE_WRITTEN of=@heron sort=1 words="Told M. about the heron, by post, and left out the rest. It is mine to leave out. M. will know there is a rest; M. folds the page so the end is on the inside."
+68 19:15 CHECKIN_ADDED weather=4 distress=28 presence=7 willingness=3 sleep=6 stress=5 body=7 areas=5 words="Stock-taking. Four hundred rolled charts, each one somebody’s coast."
+69 18:00 ACTIVITY_SHAPED activity="A06" name="The fridge and others"

# Week 11
+70 20:30 CHECKIN_ADDED weather=2 distress=12 presence=8 willingness=4 sleep=7 stress=2 body=5,10
+70 20:40 PRACTICE_PLANNED activity="@sleeves" name="Sleeves from the radiator" level=1 minutes=4 ask_seconds=120 place="Kitchen" dimension=3 @sleeves-2
+70 20:41 PRACTICE_CHECKED practice=@sleeves-2 distress=12 presence=8 willingness=4 sober=1 no_pain=1 safe=1 able=1
+70 20:42 PRACTICE_STEPPED practice=@sleeves-2 step=4
+70 20:44 PRACTICE_STEPPED practice=@sleeves-2 step=5
+70 20:49 WIND_DOWN_SAID practice=@sleeves-2 expected="Cold sleeves. The radiators are off in May." happened="Hot tap, basin, wrung out. Damp cuffs, but warm. I laughed, once, out loud, and the flat took it well." remember="A basin will do." peak=10 presence=9 willingness=4 pleasant=8
+71 08:00 NEXT_DAY_SAID practice=@sleeves-2 sleep=2 mood=3 shame=2 memories=2
+71 20:15 BODY_MARKED ease=5,35 comfort=38 warmth=7,37 numbness=46 no_go=9,10 spots="forearms damp cuffs, but warm" words="More white on it than last time. White is fine."
+71 20:40 WORKSHEET_SAID sheet=@my-plan field="next" words="Hands under warm water, nothing after it."
+71 20:40 WORKSHEET_SAID sheet=@my-plan field="why" words="I was hurrying to the next thing."
+71 20:50 WORKSHEET_BEGUN worksheet="review" @review
+71 20:50 WORKSHEET_SAID sheet=@review field="easier" words="The stairs. I do not count them any more on the way up."
+71 20:51 WORKSHEET_SAID sheet=@review field="way" choices=2
+71 20:52 WORKSHEET_SAID sheet=@review field="setback" words="The scent in the lift. Too late in the day for a lift."
+71 20:55 WORKSHEET_BEGUN worksheet="pleasant" @orange
+71 20:55 WORKSHEET_SAID sheet=@orange field="what" words="Peeling an orange in one piece"
+71 20:56 NOTE_WRITTEN sort=3 about="card" words="You lay the tissue down wet and then you must leave it alone.\nIt knows the way down."
+72 19:00 NOTE_WRITTEN sort=1 words="A draft I did not want to keep." @draft
+72 19:20 ITEM_REMOVED item=@draft
+73 20:10 CHECKIN_ADDED weather=6 distress=25 presence=7 willingness=3 sleep=6 stress=4 words="Rain again, the good sort, straight down."
+74 09:00 NOTE_WRITTEN sort=9 words="Numb or far away" about="effect/numb"
+74 19:00 LIMITS_LOOKED_AT answer=1
+75 19:40 CHECKIN_ADDED weather=3 distress=15 presence=8 willingness=4 sleep=7 stress=3 body=12
+75 19:50 PRACTICE_PLANNED activity="A36" name="Sand or rice bowl" level=2 minutes=8 ask_seconds=120 signal="Hands out, on the towel" place="Kitchen table" dimension=4 @rice-2
+75 19:51 PRACTICE_CHECKED practice=@rice-2 distress=15 presence=8 willingness=4 sober=1 no_pain=1 safe=1 able=1
+75 19:52 PRACTICE_STEPPED practice=@rice-2 step=4
+75 19:53 PRACTICE_STEPPED practice=@rice-2 step=6
+75 19:55 PRACTICE_CHECKED practice=@rice-2 distress=18 presence=8 willingness=3 sober=1 no_pain=1 safe=1 able=1
+75 19:55 PRACTICE_STEPPED practice=@rice-2 step=4
+75 19:57 PRACTICE_STEPPED practice=@rice-2 step=5
+75 19:59 PRACTICE_STEPPED practice=@rice-2 step=11
+75 20:02 WIND_DOWN_SAID practice=@rice-2 expected="Small rain." happened="A knock, and it was the dog from two, and behind him his owner with my parcel. Pause. Signed for it at arm’s length. Came back, answered again, and the rice was where I had left it." remember="A knock can be a parcel." peak=28 presence=8 willingness=3 pleasant=6
+75 20:40 MEASURE_SAID which=7 answers="22-3233" own="The tram\nMaps\nThe bench" words="I had to think about the bench."
+76 08:00 NEXT_DAY_SAID practice=@rice-2 sleep=2 mood=2 shame=2 memories=2

# Week 12
+77 21:00 CHECKIN_ADDED weather=1 distress=10 presence=9 willingness=4 sleep=8 stress=2 body=5,9,10 words="Fell asleep on the sofa with the lamp on. By accident. Twenty-five minutes."
+77 21:04 NOTE_WRITTEN sort=2 words="Like an uncle."
+77 21:10 NOTE_WRITTEN sort=10 about="kit/words" words="The grey blanket from the archive sale. Its name is Fog."
+77 21:12 NOTE_WRITTEN sort=10 about="kit/hard" words="Rain on the skylight, when I am under it."
+77 21:15 MEDIA_BEGUN sort=4 type="image/jpeg" name="The blue enamel mug" words="With the chip. It is mine and nobody minds the chip." hard=1 @mug
+77 21:15 MEDIA_CHUNK item=@mug number=1 last=1 data=_9j_4AAQSkZJRgABAQAAAQABAAD_4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb_2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P_2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P_wAARCAC0APADASIAAhEBAxEB_8QAGgABAAMBAQEAAAAAAAAAAAAAAAQFBgMCAf_EADkQAQABAgIFBQ8EAwAAAAAAAAABAgMEEQUVU6LREhQhMTUGExYiMkFRYWJkgqGjsuFCkbHBI3GB_8QAGQEBAAMBAQAAAAAAAAAAAAAAAAIDBAEF_8QAIREBAAICAgMBAAMAAAAAAAAAAAECElEDERMhMRQEIjL_2gAMAwEAAhEDEQA_ANUAkrAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABWY_TdjB3ZtU0TduR5UROUR_1D8JvdPqfhOOO0--kZtEL8erEUX8NRfoueJXTFUTMdShv90dFu9XRaw_fKKZyivl5cr15ZOVrNvUJTPX1eCg8JvdPqfg8JvdPqfhLxX0jnVfig8JvdPqfgjum6enCfU_B4r6M6r8Q9H6Rs4-iZt5010-VRPXCYhMTHqUonsAcAAAAAAAAAAAAAAAAAAGBrqmuuquqc5qnOXwHoMyxt6WvWtEV4CnOOVV5Xopnrj91cDkREfHZmZAHXAAFjoCqadLWojqqiqJ_aZ_prmQ0F2vY-L7ZW2nNI38Ffs02KojOmZqiYzz9H9s_JXK_ULaT1XtcilwGn7d6qLeKpi1VP648n8Lrr6lNqzX6nExPwARdAAAAAAAAAAAAAAAAYAB6DMAAAAAAsNBdr2Pi-2V7pPRFGPr77F2qi5FPJjPphRaC7XsfF9stezcszFu4W0juGGxeEvYO9Nq9TlPmnzTHphddz2kZqnmd6rPKP8AHM_wsNNYSnFYCucvHtxNdM_664ZOxdqsX7d2nroqiqE4nyV9oz_WW7CJiYiY6pGVcAAAAAAAAAAAAAAAAwAD0GYAAAAABYaC7XsfF9steyGgu17HxfbLXzMREzM5RHnZeb_S7j-OGOuRawV-uqcoiif4Yddad0rTiI5th6s7cT49Ufq9UepD0PhJxePojLxKJ5Vc-qFnHGNe5QtOU9Q19unk26KfREQ9AyrgAAAAAAAAAAAAAAAGAAegzAAAAAALDQXa9j4vtlL7ppuU4q3HLq73VR5OfRnE-j9kTQXa9j4vtlqMRg8PiqqKr9uK5oz5OfrUXtjeJlZWO69Mfg8FfxtzkWaM489U9UNbo_A2sBY73b6ap6aqp66pSKKKbdMU0UxTTHVERlEPSq_JNk616AFaQAAAAADN61xu23aeBrXG7bdp4IYzZTtqxjSZrXG7bdp4Gtcbtt2nghhlOzGNJmtcbtt2nga1xu23aeCGGU7MY0ma1xu23aeBrXG7bdp4IYZTsxjSZrXG7bdp4Gtcbtt2nghhlOzGNIExlOQlXLNNc555S8c29v5PRr_JpMe5Yp4LxPpwHfm3t_I5t7fyd_Rx7c8N9OA7829v5HNvb-R-jj2eG-nAd-be38n3m3t_I_Rx7PDfT5grtdnFUXLU8mqnPKcs_NktNa43bbtPBAt24tx0dfpe2Lm5c7dw1cXHjXqUzWuN227TwNa43bbtPBDFWU7WYxpM1rjdtu08DWuN227TwQwynZjGkzWuN227TwNa43bbtPBDDKdmMaTNa43bbtPA1rjdtu08EMMp2YxpM1rjdtu08DWuN227TwQwynZjGgBxIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB__Z
+77 21:18 MEDIA_BEGUN sort=3 type="audio/ogg" name="Rain on the skylight" words="Four seconds of it, from the landing." seconds=4 @rain
+77 21:18 MEDIA_CHUNK item=@rain number=1 last=1 data=T2dnUwACAAAAAAAAAADsGRlIAAAAABz-Tw0BE09wdXNIZWFkAQE4AYA-AAAAAABPZ2dTAAAAAAAAAAAAAOwZGUgBAAAAwxxdngGjT3B1c1RhZ3MfAAAAbGlib3B1cyAxLjMuMSwgbGlib3B1c2VuYyAwLjIuMQIAAAAjAAAARU5DT0RFUj1vcHVzZW5jIGZyb20gb3B1cy10b29scyAwLjJJAAAARU5DT0RFUl9PUFRJT05TPS0tYml0cmF0ZSA2IC0tZnJhbWVzaXplIDYwIC0tcGFkZGluZyAwIC0tZGlzY2FyZC1jb21tZW50c09nZ1MAAAC0AAAAAAAA7BkZSAIAAABrARkxECQYHRsZGRkbGRcXGxsaGx0YYCy06Puk5ii78TZy4J4x_oTFl41W8h_n3KDOGoAW7W0F4icYAYiGZSoH_C9D_qQg9TKi2sl29aZLgKEYD51oSqk7uaNj9S0FY55E_UFV-HcB1WwEtFLa1RgPzBUhqjCNW97oklXI3QJLQb-uKCo2H6DTmhgBm3MVazYkZuvc99WFJawrxvTPCV1LvToYAZvLar1IJ4ZpA9NokUI0IuntX-QVpSbgGAGcBju7arckv0uUKhbnzH33qZtgxp4RphgP3QLDkTQm8IUARUlQJ4tZOGxsl0ayGDCRoBgP4FzB7IAIrjdZ-laRStpsoFLwqdP6woAYAZygb66r8THOzXxHbQKaNeTFy-bEXhgBnJ82xVL5jliaFBglWL1_jaDmoH6AGA_j9MhCdvJCaKyFArviyNWpVA_mL9uUYD9AGAGc1HoxCOUwu-EU-uNFzLSDRufdl9ms_mngGAGc5uuAr_nyO86u5wFecvTe-muP1pCpGb4YD-eB4Vb1o82Lbk7crLg8ar8dERDUsQPE0DAYAZ0bHZbRS9wQITHGLK75ejLJpqaX4SgdkR6LqE9nZ1MAAABoAQAAAAAA7BkZSAMAAACc7ZtYEBsbGhkaFRwXGxoZGBkXGxwYD-fq9QUG_ai0DNdyLkwVURQR6U3fx7E99kAYD-eCpXF5VifphJ1RMwOGoBqcez104dUQ6WQYD-fCjFAT8xxrLWKocEmRMP1LVk7p0zJTWBgP6WihR8Ni-C7kimEsgxgYNHGaS27q5NAYAZ1qDA9S4xUgDb55Ek2QgWWOzXFpW4JEvxgBnTtHkSCmu99y1zdnPtPJlaOW5hgP6UUwQ4nWabhkZ7fq8HO7PcTy6qtcW2asmDAYD-k-5KZtnO1_iIvrpzxCHLhH9LXloBgP6U6Kx8khl-K4PKSa_z41TtPaZ4CgFjbBGBgP6DIIJExsKdxjMZMBEAnC2hPk6P6XcBJAGA_njQSwtwfaT3u9gMv8iU-D1_c7EYcaIBgBnUKB61b7I_bQ6xBmqGG1VSeNUfWnIBgP6ONajnuEEOH55Nj2d2ERF9eLcTDiRjwYD-lN2EIwM2K1gTbiTz8oVv6Y8XpMlBgP6DIIJHrdKXVCFFLQvWwuwoWoZGh-nzhXKBgP5mYOhpOXvetIOWHnAp7EpSf-GVDTYIwG3vxPZ2dTAAAAHAIAAAAAAOwZGUgEAAAA6Mf3JxAZFhUWGxwbFxwdHRoXGBYXGA_oMg6GP_CKFEL8HuwGKnayF4jbU6HtnBgBnW80Pi790dJ0-3__5WY1FzJ87MwYAZ1PHpj2fvXMJtOvXrE5htiuADwYD-lYyD-l6RdNayJt1zbVItotkFXgGA_mZGilYFPD_Jsq-4ZqcJWkyUpnaSEWBBO1GA_pWMeBgso9WFX3NWeILqBRPvHumhqxE2hiPhgP6VklN9MIMfzypxS8_r1llNzFFelaZCtKQBgP6N0Qts5sVduJZq8S91dTRI7bqkXAGA_njMeMzVWuKw3h2ijNvz_16ZzzfOI5FPxI4xgP6DIOk7Igdy_m_BbUdl6dvJbO54I-O00M3K3AGA_njMbtLd9-7Wlvl3focc68a6blkZigbxrQw0AYD-lOi14MaZK79Q8m8XMsoJRQYphwcsqJYBgP5fkDVmjGQOQyVVIA2h-vXgRwDwhAGAGdPjt3qHkLoj9e2lBEAHttVv5LIPIIGAGdcHQ8eeIdq4mB-qqzQIhWPyaTgBgP6VvQU0izIZ6khrZHL3MofWL-JT6AT2dnUwAAANACAAAAAADsGRlIBQAAAMOw6QoQGxsaFhcVGBgaGhgYHBocGhgP6VjwXv1-jygfVm5rymWQ38rCvMjQ65AFGhgP54zp2t9cwi6OWkYXQen2jdqRjror_8jo8BgBnQWHs9xL-ducs36nayE0JSb_98ASV3CAGAGdB0ml-lyXiDOvnxWKOSF4x3K3gBgBnNY8ZplVZMzgc3o8s3fN9TCGzuY-GAGc1G-PRZ9VkouyeQCs3NqUIJr4GAGcpofe2dsrLIziC3CKmV1rMCtrn0xcGA_iOKFsgUewcO83aot6uB_zhHAzcSlCGA_iHqYuTinqOp76NT4Z_pCsdj11eLKESEAYD982Do0NXufZPBmjngftlxYoVnRMdwKviBgBnDY4qDa6KM-2IrvKGoDE99D56stOYBgBnANHdn_dhAlsEAcI-jCmbtEF1o3I7BgP2voQqaeVwk0XU2ks580Eh2nKkEyPRbMqDywYD9ksu6ssyRP7O2SSzzch5j9RjG3HrfEWVBgP2PQ1S5wlMp6vJGzzvZLMSGdQDrLQpU5topcYD9coLO7YcUBYy3PI2IyfzwJW4mk02rp7yE9nZ1MABDjvAgAAAAAA7BkZSAYAAADyF1A6AxgcHRgBlpDgrkUwY6639o4VzNOH9cjHUP2UkBgPgMUo6AxYxoiko3CFNi1J4wclMleOXSRPqFkYAXxv54Oe-b_uz1dRpYQ1wZfHGWFITQY7zuyCMg
+78 19:10 PRACTICE_PLANNED activity="A26" name="Hands under warm water" level=2 minutes=3 ask_seconds=120 signal="Tap off" place="Kitchen sink" dimension=3 @water-2
+78 19:11 PRACTICE_CHECKED practice=@water-2 distress=15 presence=8 willingness=4 sober=1 no_pain=1 safe=1 able=1
+78 19:12 PRACTICE_STEPPED practice=@water-2 step=4
+78 19:14 PRACTICE_STEPPED practice=@water-2 step=5
+78 19:18 WIND_DOWN_SAID practice=@water-2 expected="To hurry, and to notice." happened="Did not hurry. Watched the water find the shortest way off my wrist, every time the same way." remember="It knows the way down." peak=18 presence=8 willingness=4 pleasant=7
+79 08:05 NEXT_DAY_SAID practice=@water-2 sleep=2 mood=2 shame=2 memories=2
+80 18:20 CHECKIN_ADDED weather=4 distress=25 presence=7 willingness=2 sleep=6 stress=5 body=1 areas=4
+81 20:15 ANSWER_GIVEN question="hopes-whose" words="If nobody minded at all: this flat, this mug, a bench with one other person on it, and to be asked first."
+81 20:20 CHECKIN_ADDED weather=3 distress=15 presence=8 willingness=3 sleep=7 stress=3
+82 11:00 CARD_SAID part=9 words="If I go polite, I have gone. Ask me about maps."
+82 11:08 NOTE_WRITTEN sort=1 words="Twelve weeks, near enough. I looked for the line where it got better and could not find one. It is more like the coast on the big chart: you only see it has moved if you lay two editions side by side."
+83 19:30 CHECKIN_ADDED weather=2 distress=12 presence=8 willingness=4 sleep=7 stress=2 body=5 areas=8 words="Light till nine. Left the window open and the lock on, both."
+83 19:40 SETTING_CHOSEN setting=8 value=2
+83 19:41 BELIEF_CORRECTED about="company/together" says=1
+83 19:42 DRAFT_KEPT about="journal/new" page="d0a1." words="words=Tomorrow I want to write about the"
