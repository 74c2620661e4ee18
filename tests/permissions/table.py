"""Who may do what at the desk. Each line has a place for each of

    N  nobody, not signed in                P  the picture desk
    R  an account of a reader               M  a moderator
    L  an editor who left                   C  a mail manager
    A  an author                            D  an administrator
    O  an author, of another's text         S  a superuser
    E  an editor

with the letter where it is open to them. How a line is tried stands under the same words in the
modules beside this one."""

WIDTH = 44  # of the words
TABLE = """
# articles, pages
the list shows a draft                      --- A-E --- DS   --- --E --- DS
the form of a new text                      --- AOE --- DS   --- --E --- DS
the form of a draft                         --- A-E --- DS   --- --E --- DS
the form of a live text                     --- A-E --- DS   --- --E --- DS
the history                                 --- A-E --- DS   --- --E --- DS
a version                                   --- A-E --- DS   --- --E --- DS
the preview                                 --- A-E --- DS   --- --E --- DS
the draft as readers would see it           --- A-E --- DS   --- --E --- DS
the notes                                   --- A-E --- DS   --- --E --- DS
the bin                                     --- A-E --- DS   --- --E --- DS
words that were kept                        --- A-E --- DS   --- --E --- DS
begin a text                                --- AOE --- DS   --- --E --- DS
begin a text and publish it                 --- --E --- DS   --- --E --- DS
save                                        --- A-E --- DS   --- --E --- DS
save what is live, without publishing       --- A-E --- DS   --- --E --- DS
publish                                     --- --E --- DS   --- --E --- DS
publish what waits for review               --- --E --- DS   --- --E --- DS
publish changes                             --- --E --- DS   --- --E --- DS
publish again what was withdrawn            --- --E --- DS   --- --E --- DS
approve changes of what is scheduled        --- --E --- DS   --- --E --- DS
bring a version back                        --- A-E --- DS   --- --E --- DS
make a link for somebody outside            --- A-E --- DS   --- --E --- DS
revoke such a link                          --- A-E --- DS   --- --E --- DS
leave a note                                --- A-E --- DS   --- --E --- DS
tick a to-do off                            --- A-E --- DS   --- --E --- DS
keep what is typed                          --- AOE --- DS   --- --E --- DS
keep it, of a draft                         --- A-E --- DS   --- --E --- DS
throw kept words away                       --- A-E --- DS   --- --E --- DS
be asked: schedule, draft                   --- --E --- DS   --- --E --- DS
schedule, draft                             --- --E --- DS   --- --E --- DS
be asked: publish_anyway, draft             --- --E --- DS   --- --E --- DS
publish_anyway, draft                       --- --E --- DS   --- --E --- DS
be asked: unschedule, scheduled             --- --E --- DS   --- --E --- DS
unschedule, scheduled                       --- --E --- DS   --- --E --- DS
be asked: withdraw, live                    --- --E --- DS   --- --E --- DS
withdraw, live                              --- --E --- DS   --- --E --- DS
be asked: submit, draft                     --- A-E --- DS   --- --E --- DS
submit, draft                               --- A-E --- DS   --- --E --- DS
be asked: send_back, review                 --- --E --- DS   --- --E --- DS
send_back, review                           --- --E --- DS   --- --E --- DS
be asked: take_back, review                 --- A-E --- DS   --- --E --- DS
take_back, review                           --- A-E --- DS   --- --E --- DS
be asked: bin, draft                        --- A-E --- DS   --- --E --- DS
bin, draft                                  --- A-E --- DS   --- --E --- DS
be asked: bin, withdrawn                    --- --E --- DS   --- --E --- DS
bin, withdrawn                              --- --E --- DS   --- --E --- DS
bring back from the bin                     --- A-E --- DS   --- --E --- DS
delete at once                              --- --- --- --   --- --- --- --
put many into the bin                       --- A-E --- DS   --- --E --- DS
put many into the bin that were published   --- --E --- DS   --- --E --- DS
two versions beside each other              --- A-E --- DS   --- --E --- DS
find a draft to link to                     --- A-E --- DS
find a live article to link to              --- AOE --- DS
find a draft to pick                        --- A-E --- DS
find a live article to pick                 --- AOE --- DS
find one to pick for an article             --- AOE --- DS
pick a live article                         --- A-E --- DS
the public address of a draft               --- A-E --- DS
pin by the form                             --- --E --- DS
ask with the schedule that it be mailed     --- --- --- DS
pin                                         --- --E --- DS
unpin                                       --- --E --- DS
duplicate                                   --- A-E --- DS
refile a draft                              --- A-E --- DS
refile what is live                         --- --E --- DS
mail by the list                            --- --- --- DS
# image, credit
the list                                    --- AOE P-- DS   --- AOE P-- DS
the form                                    --- AOE P-- DS   --- AOE P-- DS
the history                                 --- AOE P-- DS   --- AOE P-- DS
the form of a new one                       --- AOE P-- DS   --- --E P-- DS
add one                                     --- AOE P-- DS   --- --E P-- DS
change it                                   --- --E P-- DS   --- --E P-- DS
delete it                                   --- --E P-- DS   --- --- --- --
# merging credits
merge                                       --- --E P-- DS
remove                                      --- --E P-- DS
# taking down
be asked: take it down                      --- --E P-- DS
take it down                                --- --E P-- DS
be asked: another in its place              --- --E P-- DS
another in its place                        --- --E P-- DS
be asked: bring it back                     --- --E P-- DS
bring it back                               --- --E P-- DS
# documents
the list                                    --- AOE --- DS
the form                                    --- AOE --- DS
the history                                 --- AOE --- DS
the form of a new one                       --- AOE --- DS
add one                                     --- AOE --- DS
change it                                   --- --E --- DS
delete it                                   --- --- --- --
replace the file                            --- --E --- DS
remove                                      --- --E --- DS
attach one to a draft                       --- A-E --- DS
read one that no public article offers      --- AOE --- DS
# picking
pictures to pick                            --- AOE P-- DS
upload from the editor                      --- AOE P-- DS
the form of many files                      --- AOE P-- DS
upload many files                           --- AOE P-- DS
be asked before it is deleted               --- --E P-- DS
set the credit of several                   --- --E P-- DS
# category, tag, author
the list                                    --- AOE --- DS   --- AOE --- DS   --- AOE --- DS
the form                                    --- AOE --- DS   --- AOE --- DS   --- AOE --- DS
the history                                 --- AOE --- DS   --- AOE --- DS   --- AOE --- DS
the form of a new one                       --- --E --- DS   --- --E --- DS   --- --E --- DS
add one                                     --- --E --- DS   --- --E --- DS   --- --E --- DS
change it                                   --- --E --- DS   --- --E --- DS   --- --E --- DS
delete it                                   --- --- --- --   --- --- --- --   --- --- --- --
merge                                       --- --E --- DS   --- --E --- DS   --- --E --- DS
remove                                      --- --E --- DS   --- --E --- DS   --- --E --- DS
# searches
articlecategory: category                   --- AOE --- DS
articletag: tag                             --- AOE --- DS
articledocument: document                   --- AOE --- DS
byline: author                              --- AOE --- DS
category: parent                            --- AOE --- DS
image: credit                               --- AOE P-- DS
author: portrait                            --- AOE P-- DS
author: user                                --- --- --- DS
menuitem: category                          --- AOE --- DS
menuitem: page                              --- --E --- DS
# searches without result
the list                                    --- --E --- DS
one                                         --- --E --- DS
the history of one                          --- --E --- DS
add one                                     --- --- --- --
change one                                  --- --- --- --
delete one                                  --- --- --- --
delete several                              --- --- --- --
# menus
the list                                    --- --E --- DS
the form                                    --- --E --- DS
the history                                 --- --E --- DS
the form of a new one                       --- --E --- DS
add one                                     --- --E --- DS
change it                                   --- --E --- DS
delete it                                   --- --E --- DS
delete several                              --- --E --- DS
# comments
the list                                    --- --- -M- DS
the history                                 --- --- -M- DS
decide: approved                            --- --- -M- DS
decide: refused                             --- --- -M- DS
decide: spam                                --- --- -M- DS
decide: deleted                             --- --- -M- DS
the page of a link in a letter              --- --- -M- DS
decide by a link in a letter                --- --- -M- DS
a form of a comment                         --- --- --- --
write a comment at the desk                 --- --- --- --
change the words of a reader                --- --- --- --
delete one for good                         --- --- --- --
# campaigns
the list                                    --- --- --C DS
the form of a new one                       --- --- --C DS
find articles                               --- --- --C DS
the form                                    --- --- --C DS
the history                                 --- --- --C DS
the preview                                 --- --- --C DS
the mail in its frame                       --- --- --C DS
be asked before sending                     --- --- --C DS
the run of one that is sent                 --- --- --C DS
its mails                                   --- --- --C DS
be asked before cancelling                  --- --- --C DS
begin one                                   --- --- --C DS
change it                                   --- --- --C DS
delete a draft                              --- --- --C DS
delete what was sent                        --- --- --- --
send a test                                 --- --- --C DS
send                                        --- --- --C DS
call off                                    --- --- --C DS
pause                                       --- --- --C DS
resume                                      --- --- --C DS
cancel                                      --- --- --C DS
show on the web                             --- --- --C DS
hide on the web                             --- --- --C DS
# subscribers
the list                                    --- --- --C DS
a person                                    --- --- --C DS
the history of a person                     --- --- --C DS
all as a file                               --- --- --C DS
the evidence of consent                     --- --- --C DS
be asked: unsubscribe somebody              --- --- --C DS
unsubscribe somebody                        --- --- --C DS
be asked: block somebody                    --- --- --C DS
block somebody                              --- --- --C DS
be asked: unblock somebody                  --- --- --C DS
unblock somebody                            --- --- --C DS
choose a list to import                     --- --- --C DS
give a list to import                       --- --- --C DS
look at a list                              --- --- --C DS
what is not imported                        --- --- --C DS
import a list                               --- --- --C DS
add somebody by hand                        --- --- --- --
delete a person as a row                    --- --- --- --
# letters
the list                                    --- --- --C DS
a letter                                    --- --- --C DS
the history of a letter                     --- --- --C DS
write one                                   --- --- --- --
change one                                  --- --- --- --
delete one                                  --- --- --- --
the outbox                                  --- --- --C DS
a mail in it                                --- --- --C DS
its HTML                                    --- --- --C DS
# institute
the institute                               --- --- --- DS
the institute by its list                   --- --- --- DS
its history                                 --- --- --- DS
change it                                   --- --- --- DS
add another                                 --- --- --- --
delete it                                   --- --- --- --
old addresses                               --- --- --- DS
an old address                              --- --- --- DS
the history of an old address               --- --- --- DS
add one                                     --- --- --- --
change one                                  --- --- --- --
delete one                                  --- --- --- --
delete several                              --- --- --- --
# staff
the staff                                   --- --- --- DS
the form of a member of staff               --- --- --- DS
the history of a member of staff            --- --- --- DS
the form of an invitation                   --- --- --- DS
the form of a password                      --- --- --- DS
the form of a superuser's password          --- --- --- -S
invite somebody                             --- --- --- DS
close an account                            --- --- --- DS
give all rights                             --- --- --- -S
set a password                              --- --- --- DS
set a superuser's password                  --- --- --- -S
change a superuser                          --- --- --- -S
delete an account                           --- --- --- --
the groups                                  --- --- --- DS
a group                                     --- --- --- DS
the history of a group                      --- --- --- DS
the form of a new group                     --- --- --- -S
add a group                                 --- --- --- -S
change a group                              --- --- --- -S
delete a group                              --- --- --- -S
# people's data
ask what is held about somebody             --- --- --- DS
what is held about somebody                 --- --- --- DS
it as a file                                --- --- --- DS
erase somebody                              --- --- --- DS
# log
the log                                     --- --- --- DS
a line                                      --- --- --- DS
its history                                 --- --- --- DS
add one                                     --- --- --- --
change one                                  --- --- --- --
delete one                                  --- --- --- --
delete several                              --- --- --- --
# desk
the desk                                    --- AOE PMC DS
what there is of articles                   --- AOE PM- DS
of the newsletter                           --- --- --C DS
of the institute                            --- --- --C DS
the form of one's own password              --- AOE PMC DS
that it was changed                         --- AOE PMC DS
change one's own password                   --- AOE PMC DS
"""
