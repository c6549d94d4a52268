"""First names that tell a man from a woman: common ones of many languages, those that serve both left out."""

from __future__ import annotations

from framing.document.wordlists import words

__all__ = ["MEN", "WOMEN"]

MEN = words(
    """
    aaron abbas abdel abdul abdullah abe abraham adam adrian ahmad ahmed aidan al alan albert alberto aldo alejandro
    aleksandr alexander alexandre alexei alfonso alfred ali alistair allen alvin amir amit amos anatoly anders andre
    andreas andrei andres andrew andy angus anthony antoine anton antonio antony antti ariel aristide arjun arnold art
    arthur arturo arvind asad asher asif aviv aziz barack barney barry bart bartholomew bashar bashir ben benedict
    benjamin benny bernard bernardo bernie bert bill billy bjorn bob bobby boris brad bradley brandon brendan brent
    bret brett brian bruce bruno bryan bryce byron caleb calvin carl carlos cedric cesar chad charles charlie chester
    chris christian christoph christophe christopher chuck clarence claude claudio clay clayton clement cliff clifford
    clint clive clyde colin connor conor conrad cory craig curtis cyril cyrus dale damian damien damon dan daniel
    danilo danny darrell darren darryl dave david dean denis dennis derek derrick desmond dick didier diego dieter
    dietrich dimitri dirk dmitri dmitry dominic don donald doug douglas drew duncan dustin dwayne dwight earl ed eddie
    edgar edmund eduardo edward edwin ehud eitan eli elias elijah elliot elliott elmer elon elvis emanuel emil emile
    emilio emmanuel emmett enrico enrique eric erik ernest ernesto ernie erwin esteban ethan etienne eugene evan
    evgeny ezra fadi faisal farid farouk fedor felipe felix ferdinand fernando fidel filip floyd francesco francis
    francisco franco francois frank franklin franz fred freddie frederic frederick friedrich fyodor gabriel gareth
    gary gavin gene geoff geoffrey georg george georges gerald gerard gerhard gerry giacomo gideon gilbert giorgio
    giovanni giuseppe glen glenn gordon graham grant greg gregor gregory guido guillaume guillermo gunter gus gustav
    gustavo guy hakan hakim hamid hamza hans harold haroun harris harry harvey hasan hassan hector heinrich heinz
    helmut henri henrik henry herb herbert herman hisham horst hosni howard hubert hugh hugo humphrey hussein ian
    ibrahim idris ignacio igor ilan ilya imad imran irving isaac ismail itamar ivan ivo jack jacob jacques jaime jake
    jakob jamal james jamie jan janos jared jason javier jay jean-claude jean-marc jean-paul jeb jeff jefferson
    jeffrey jeh jens jeremiah jeremy jerome jerry jesse jesus jiang jim jimmy joachim joao joaquin joe joel joerg
    johan johann johannes john johnny jon jonah jonas jonathan jonny jordi jorge jose josef joseph josh joshua juan
    judah jules julian julio jurgen justin kamal karim karl kaspar keith ken kenneth kenny kent kevin khaled khalid
    khalil kirk klaus konrad kurt kyle lamar lance larry lars laurence laurent lawrence lee len leo leon leonard
    leonardo leonid leopold leroy lester lev levi lewis liam lindsey lionel lloyd lorenzo lou louis luc luca lucas
    luigi luis luke mahmoud mahmud malcolm malik manfred manuel marc marcel marcello marco marcos marcus mario mark
    marshall martin marty marvin mateo mathieu matt matteo matthew matthias maurice maurizio mauro max maxim
    maximilian mehdi mehmet mel menachem micha michael michel miguel mikael mike mikhail miles milos milton mitch
    mitchell mitt moammar mohamed mohammad mohammed mohsen moises morgan morris mort moshe muhammad munir murat murray
    musa mustafa nabil naftali nasser nat nathan nathaniel neal ned neil nelson nicholas nick nicolas nigel nikita
    nikolai nikolas nir noah noel norbert norm norman oded olaf oleg oliver olivier omar omer oren osama oscar osman
    oswald otto owen pablo paolo pascal patrice patrick paul pavel pedro per perry pete peter petr phil philip
    philippe phillip pierre pieter piotr prem quentin rafael rafi rahm rahul rainer ralph ramesh rami ramon ramzi rand
    randall randolph randy raoul raphael rashid raul ravi ray raymond recep reggie reginald reinhard rene rex reza
    ricardo richard rick ricky riyad rob robby robert roberto rod roderick rodney rodrigo roger roland rolf roman ron
    ronald ronnie ross roy ruben rudi rudolf rudolph rudy rupert russ russell rusty ryan saad sajid salah salim salman
    salvador salvatore sam sami samir samuel sandro saul scott sean sebastian sergei sergey sergio seth seymour shane
    shaun shawn sheldon sherrod shimon shlomo sidney siegfried silvio simon slobodan solomon spencer stan stanislav
    stanley stefan stefano stephane stephen steve steven stewart stuart sulaiman sunil sven taha tamir tarek tariq ted
    teddy terence terrence thabo theo theodor theodore thierry thomas tim timothy toby todd tom tomas tommy tony
    travis trent trevor tristan tyler tzachi udo ulrich umberto uri usman uwe vaclav valery vernon victor vijay viktor
    vince vincent vincenzo vitaly vito vlad vladimir volodymyr wade walid wallace walt walter warren wayne wendell
    werner wilbur wilfried willem william willy wolfgang woodrow xavier yair yakov yasser yigal yitzhak yoav yonatan
    yossi youssef yuri yusuf yves zachary zack zaid zeev ziad zvi
    """
)
WOMEN = words(
    """
    abby abigail ada adela adele adriana agatha agnes aicha aisha alana alba alejandra alexandra alexandria alice
    alicia alina alison allison alma alyssa amal amalia amanda amber amelia amina amira amy ana anastasia andrea
    angela angelica angelina anita anja ann anna annabel anne annette annie antonia april arlene ashley astrid audrey
    ava ayelet barbara beata beatrice beatriz becky belinda bernadette beth bethany betsy betty beverly bianca birgit
    bonnie brenda bridget brigitte britta brittany caitlin camilla camille candace cara carla carmen carol carole
    carolina caroline carolyn cassandra catalina catherine cathy cecilia celeste celia chantal charlene charlotte
    chelsea cheryl chiara chloe chrissy christa christiane christina christine claire clara claudette claudia colette
    colleen connie constance cora corinne cristina crystal cynthia dagmar daisy dana daniela danielle daphne dawn
    debbie deborah debra deirdre delia denise diana diane dina dolores dominique donna dora doreen doris dorothea
    dorothy edith eileen elaine eleanor elena eleni elisa elisabeth elise eliza elizabeth ella ellen elsa elsie emily
    emma erica erika erin esther ethel eugenia eva eve evelyn faith fatima fatma fay felicia fiona flora florence
    frances francesca francine frederica frida gabriela gabrielle gail galina gemma genevieve georgina geraldine gerda
    gertrude gila gina ginny gisela gisele gladys gloria golda grace greta gretchen gudrun gwen gwendolyn hala hana
    hanan hannah harriet hazel heather hedwig heidi helen helena helene helga henrietta hilary hilda hillary hind
    holly huda ida ilana ilse imelda ines ingrid irene irina iris irma isabel isabella isabelle ivana ivanka ivy
    jacqueline jane janet janice janine jeanette jeanne jelena jen jenna jennifer jenny jessica jill jo joan joanna
    joanne jocelyn johanna josephine joy joyce juanita judith judy julia juliana julie juliet juliette june justine
    kamala karen karin karina karla kate katharina katharine katherine kathleen kathryn kathy katie katja katrina
    katya kayla kayleigh keisha kellyanne kelsey kerstin khadija kimberly kirsten kirstjen krista kristen kristin
    kristina laila lara latifa laura lauren leah leila lena lenore leona leonora leslie leticia lidia lila lilian
    liliana lillian lily lina linda lisa liz liza lois lola loretta lori lorna lorraine louisa louise lucia lucille
    lucinda lucy luisa luz lydia lynn mabel madeleine madeline madison magda magdalena maggie maia malala mandy
    manuela marcia margaret margarita marge margo margot marguerite maria mariam marian mariana marianne marie marilyn
    marina marissa marjorie marlene marsha marta martha martina mary maryam matilda maureen maxine maya mazie meg
    megan meghan mei melania melanie melinda melissa mercedes meredith meryl mia michaela michele michelle mildred
    mimi mina mindy miranda miriam moira molly mona monica monika monique muna myra myriam nadia nadine nancy naomi
    natalia natalie natasha nawal nicky nicola nicole nikki nina noa nora noreen norma nour odessa odette olga olive
    olivia ophelia ora paige pam pamela patience patricia patty paula pauline pearl peggy penelope penny petra phoebe
    phyllis pilar polly priscilla prudence rachel rakeyia ramona rana rania raquel rasha rebecca reem regina renata
    renee rhoda rhonda rita roberta robyn rochelle rosa rosalie rosalind rosanna rose roseanne roseline rosemary rosie
    roxanne ruby ruth sabina sabine sabrina sadie sally salma samantha samira sandra sara sarah saskia selena selma
    serena shannon sharon sheila shelley sherry shireen shirley sigrid silvia simone sofia sonia sonja sophia sophie
    stacey stacy stefanie stella stephanie sue suha susan susanna susanne suzanne suzie svetlana sybil sylvia sylvie
    tamar tamara tammy tanya tara tatiana teresa tess tessa thea theresa therese tiffany tilda tina tracey trish trudy
    tulsi tyresha tzipi ulrike ursula valentina valerie vanessa vera veronica vicki vicky victoria viola violet vivian
    viviana wanda wendy whitney wilhelmina wilma winifred yael yasmin yasmine yelena yolanda yulia yvette yvonne zahra
    zainab zelda zoe
    """
)
