"""Invented stories in several languages, two reports on one event, and notices of one form."""

from __future__ import annotations

PORT = {
    "en": (
        "Storm sinks 14 boats in Kalvemar",
        "A storm from the Atlantic sank 14 fishing boats in Kalvemar on Tuesday night, harbour master Ingrid "
        "Solberg said.\n\n"
        "Waves of 6.5 metres broke over the northern mole, and 2,350 homes were without electricity until "
        "noon.\n\n"
        "Insurers put the damage at 1.5 million euros, according to Tobias Renner of Nordmark Assekuranz.\n\n"
        "In 1987 a storm had destroyed 31 boats and the old lighthouse at Brekkevik.\n\n"
        "Fishermen from Portugal and Norway, whose trawlers lay in the port, helped to recover the nets.",
    ),
    "de": (
        "Sturm versenkt 14 Boote in Kalvemar",
        "Ein Sturm vom Atlantik hat in der Nacht zum Mittwoch in Kalvemar 14 Fischerboote versenkt, wie "
        "Hafenmeisterin Ingrid Solberg mitteilte.\n\n"
        "6,5 Meter hohe Wellen schlugen über die Nordmole, und 2.350 Haushalte waren bis mittags ohne "
        "Strom.\n\n"
        "Versicherer schätzen den Schaden auf 1,5 Millionen Euro, so Tobias Renner von der Nordmark "
        "Assekuranz.\n\n"
        "1987 hatte ein Sturm 31 Boote und den alten Leuchtturm von Brekkevik zerstört.\n\n"
        "Fischer aus Portugal und Norwegen, deren Trawler im Hafen lagen, halfen bei der Bergung der Netze.",
    ),
    "ru": (
        "Шторм потопил 14 судов в Калвемаре",
        "Шторм с Атлантики во вторник ночью потопил 14 рыболовных судов в Калвемаре, сообщила начальник "
        "порта Ингрид Сульберг.\n\n"
        "Волны высотой 6,5 метра перехлёстывали через северный мол, 2350 домов оставались без света до "
        "полудня.\n\n"
        "Страховщики оценили ущерб в 1,5 миллиона евро, рассказал Тобиас Реннер из компании «Нордмарк "
        "Ассекуранц».\n\n"
        "В 1987 году шторм уничтожил 31 судно и старый маяк в Бреккевике.\n\n"
        "Рыбаки из Португалии и Норвегии, чьи траулеры стояли в порту, помогали поднимать сети.",
    ),
    "ja": (
        "カルベマルで嵐、漁船14隻が沈没",
        "大西洋からの嵐により、火曜日の夜、カルベマルで漁船14隻が沈没したと、港長のイングリッド・ソルベルグ氏が発表した。\n\n"
        "高さ6.5メートルの波が北の防波堤を越え、2350世帯が正午まで停電した。\n\n"
        "保険会社ノルドマルク・アセクランツのトビアス・レンナー氏によると、損害額は150万ユーロに上る。\n\n"
        "1987年には嵐で船31隻とブレッケビークの古い灯台が壊れた。\n\n"
        "港に停泊していたポルトガルとノルウェーのトロール船の漁師たちが、網の引き揚げを手伝った。",
    ),
    "fr": (
        "Une tempête coule 14 bateaux à Kalvemar",
        "Une tempête venue de l’Atlantique a coulé 14 bateaux de pêche à Kalvemar mardi soir, a annoncé la "
        "capitaine du port Ingrid Solberg.\n\n"
        "Des vagues de 6,5 mètres ont franchi le môle nord et 2 350 foyers sont restés sans électricité "
        "jusqu’à midi.\n\n"
        "Les assureurs évaluent les dégâts à 1,5 million d’euros, selon Tobias Renner, de Nordmark "
        "Assekuranz.\n\n"
        "En 1987, une tempête avait détruit 31 bateaux et le vieux phare de Brekkevik.\n\n"
        "Des pêcheurs du Portugal et de Norvège, dont les chalutiers étaient au port, ont aidé à récupérer "
        "les filets.",
    ),
}
"""One story, translated by people who translate news."""

RIVAL = {
    "en": (
        "Kalvemar after the storm: harbour master under fire",
        "Ingrid Solberg, harbour master of Kalvemar, rejected criticism of her warnings on Thursday, after "
        "14 boats had sunk.\n\n"
        "The council of Kalvemar heard her for 3 hours; Mayor Dagfinn Aasen spoke of 48 missed calls.\n\n"
        "A report by Lotte Verhagen of the University of Haldersund had asked for 9 new sirens in 2019.\n\n"
        "They would have cost 275,000 euros, which the council refused by 17 votes to 12.\n\n"
        "Tobias Renner of Nordmark Assekuranz declined to comment.",
    ),
    "de": (
        "Kalvemar nach dem Sturm: Hafenmeisterin in der Kritik",
        "Ingrid Solberg, Hafenmeisterin von Kalvemar, hat am Donnerstag Kritik an ihren Warnungen "
        "zurückgewiesen, nachdem 14 Boote gesunken waren.\n\n"
        "Der Rat von Kalvemar hörte sie 3 Stunden lang an; Bürgermeister Dagfinn Aasen sprach von 48 "
        "verpassten Anrufen.\n\n"
        "Ein Gutachten von Lotte Verhagen von der Universität Haldersund hatte 2019 9 neue Sirenen "
        "verlangt.\n\n"
        "Sie hätten 275.000 Euro gekostet, was der Rat mit 17 zu 12 Stimmen ablehnte.\n\n"
        "Tobias Renner von der Nordmark Assekuranz wollte sich nicht äußern.",
    ),
}
"""Another story on the same event, with its own translation."""

MARKET = {
    "en": (
        "Kalvemar shares close higher",
        "The KX-30 index of the Kalvemar exchange closed at 4,812.6 points on Monday, up 0.84 percent.\n\n"
        "Nordmark Assekuranz gained 2.3 percent to 61.45 crowns, Brekke Kraft lost 1.7 percent to 118.20.\n\n"
        "Solund Shipping rose by 3.1 percent to 27.85 crowns. Turnover reached 912 million crowns.\n\n"
        "The euro stood at 11.342 crowns, and North Sea oil cost 83.17 dollars a barrel.",
    ),
    "de": (
        "Börse Kalvemar schließt höher",
        "Der KX-30-Index der Börse Kalvemar hat am Dienstag bei 4.877,1 Punkten geschlossen, 1,34 Prozent "
        "höher.\n\n"
        "Nordmark Assekuranz gewannen 0,9 Prozent auf 62,00 Kronen, Brekke Kraft verloren 0,4 Prozent auf "
        "117,73.\n\n"
        "Solund Shipping stiegen um 1,6 Prozent auf 28,30 Kronen. Der Umsatz lag bei 1.043 Millionen "
        "Kronen.\n\n"
        "Der Euro stand bei 11,297 Kronen, Nordseeöl kostete 84,55 Dollar je Barrel.",
    ),
}
"""A template in two languages: the same form and names, other days and figures."""

REPORT = {
    "de": (
        "Unwetter trifft Fischerhafen",
        "In Kalvemar sind bei einem Unwetter 14 Boote untergegangen. Das teilte Ingrid Solberg vom Hafenamt "
        "mit.\n\n"
        "Bis zum Mittag fehlte in 2.350 Wohnungen der Strom. Wellen von 6,5 Metern trafen die Mole.\n\n"
        "Die Nordmark Assekuranz rechnet mit Kosten von 1,5 Millionen Euro, sagte Sprecher Tobias Renner. "
        "Schlimmer war es nur 1987, als es 31 Boote traf.",
    )
}
"""What another reporter wrote of the first story: the same facts in words and an order of its own."""
